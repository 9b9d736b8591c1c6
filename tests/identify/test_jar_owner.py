"""Java: the artifact of the jar that is run, or of the one with the main class; not of what lies on the class path."""

import os
import subprocess
import zipfile
from pathlib import Path

from tests.identify.machine import Machine, Observer

JAVA = "/usr/lib/jvm/java-17/bin/java"


def jar(machine: Machine, path: str, *artifacts: str, classes: tuple[str, ...] = ()) -> Path:
    """A jar as Maven makes it, with the descriptions of `group:artifact:version` and some classes."""
    made = machine.file(path)
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\r\nMain-Class: com.acme.Main\r\n")
        for one in artifacts:
            group, artifact, version = one.split(":")
            said = f"#Created by Apache Maven 3.9.9\nartifactId={artifact}\ngroupId={group}\nversion={version}\n"
            archive.writestr(f"META-INF/maven/{group}/{artifact}/pom.properties", said)
        for name in classes:
            archive.writestr(name, b"\xca\xfe\xba\xbe")
    return made


def test_a_jar_that_is_run(machine: Machine, observer: Observer) -> None:
    one = jar(machine, "opt/paint.jar", "com.acme:paint-cli:2.1.0")
    assert observer.packages(JAVA, "java", "-Xmx1g", "-jar", str(one), "serve") == [
        "pkg:maven/com.acme/paint-cli@2.1.0"
    ]
    assert observer.packages(JAVA, "java", "-jar", str(one), "-version") == ["pkg:maven/com.acme/paint-cli@2.1.0"]
    assert observer.packages(JAVA, "java", "-version") == []


def test_a_jar_with_its_libraries_packed_in(machine: Machine, observer: Observer) -> None:
    packed = ("com.acme:paint:2.1.0", "com.acme:paint-cli:2.1.0", "org.slf4j:slf4j-api:2.0.9")
    one = jar(machine, "opt/paint-cli-2.1.0-all.jar", *packed)
    assert observer.packages(JAVA, "java", "-jar", str(one)) == ["pkg:maven/com.acme/paint-cli@2.1.0"]
    renamed = jar(machine, "opt/notes.jar", *packed)
    assert observer.packages(JAVA, "java", "-jar", str(renamed)) == []  # any of them could be the program


def test_the_main_class_on_the_class_path(machine: Machine, observer: Observer) -> None:
    library = jar(machine, "lib/slf4j-api-2.0.9.jar", "org.slf4j:slf4j-api:2.0.9", classes=("org/slf4j/Logger.class",))
    paint = jar(machine, "lib/paint-2.1.0.jar", "com.acme:paint:2.1.0", classes=("com/acme/Main.class",))
    for path in (f"{library}{os.pathsep}{paint}", f"{paint.parent}/*", f"missing.jar{os.pathsep}{paint}"):
        for option in ("-cp", "-classpath", "--class-path"):
            assert observer.packages(JAVA, "java", option, path, "com.acme.Main", "x") == [
                "pkg:maven/com.acme/paint@2.1.0"
            ]
    assert observer.packages(JAVA, "java", "-cp", f"{paint.parent}/*", "com.acme.Other") == []
    assert observer.packages(JAVA, "java", "-cp", str(library), "../../com/acme/Main") == []


def test_what_is_no_jar(machine: Machine, observer: Observer) -> None:
    broken = machine.file("opt/broken.jar", b"PK\5\6" + b"\xff" * 18)
    fifo = machine.root / "opt/fifo.jar"
    os.mkfifo(fifo)
    for path in (broken, fifo, machine.root / "opt", machine.root / "missing.jar"):
        assert observer.packages(JAVA, "java", "-jar", str(path)) == []
        assert observer.packages(JAVA, "java", "-cp", str(path), "com.acme.Main") == []


def test_jars_made_by_java_s_own_tool(machine: Machine, observer: Observer) -> None:
    """Entries as the JDK's `jar` writes them (data descriptors, an extra field) where there is one; it is no must."""
    said = machine.file("tree/META-INF/maven/com.acme/paint/pom.properties", "version=3.0\n")
    made = machine.root / "paint.jar"
    tool = Path("/usr/bin/jar")
    if tool.exists():
        folder = said.parents[4]
        subprocess.run([tool, "--create", "--file", made, "-C", folder, "."], check=True, timeout=60)
    else:
        with zipfile.ZipFile(made, "w") as archive:
            archive.write(said, "META-INF/maven/com.acme/paint/pom.properties")
    assert observer.packages(JAVA, "java", "-jar", str(made)) == ["pkg:maven/com.acme/paint@3.0"]
