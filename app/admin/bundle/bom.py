"""A bill of materials beside a package: CycloneDX 1.6 JSON, from which tools tell what must be updated.

It says nothing that the package does not: the same package has the same one, so the time of making it is left out and
its serial number follows from the package's hash.
"""

import json
import uuid
from collections.abc import Iterable

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from app.admin.bundle.pack import Packed
from app.policy.bundle import Part


def document(packed: Packed) -> bytes:
    """The JSON document for a bundle's archive."""
    manifest = packed.manifest
    return written("bundle", manifest.name, manifest.version, packed.sha256, map(component, manifest.parts))


def written(kind: str, name: str, version: str, sha256: str, components: Iterable[Component]) -> bytes:
    """The JSON document for a file with that hash and what is in it. `kind` is what is made: bundle, package."""
    whole = Component(
        type=ComponentType.APPLICATION,
        name=name,
        version=version,
        bom_ref=kind,
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=sha256)],
    )
    bom = Bom(
        components=components,
        serial_number=uuid.uuid5(uuid.uuid5(uuid.NAMESPACE_URL, f"signpost/{kind}"), sha256),
        metadata=BomMetaData(component=whole),
    )
    bom.register_dependency(whole, bom.components)
    made = json.loads(JsonV1Dot6(bom).output_as_string())
    del made["metadata"]["timestamp"]
    return json.dumps(made, indent=2, sort_keys=True).encode() + b"\n"


def component(part: Part) -> Component:
    """One part: what its purl names, under that licence."""
    purl = PackageURL.from_string(part.purl)
    return Component(
        name=purl.name,
        group=purl.namespace,
        version=purl.version,
        purl=purl,
        bom_ref=part.purl,
        hashes=[HashType(alg=HashAlgorithm.SHA_512, content=part.sha512)] if part.sha512 else [],
        licenses=[LicenseFactory().make_from_string(part.licence)] if part.licence else [],
    )
