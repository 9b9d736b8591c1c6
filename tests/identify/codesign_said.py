"""What codesign(1) really said, as people recorded it, word for word; each with where it was written down."""

CHROME = """\
Executable=/Applications/Google Chrome.app/Contents/MacOS/Google Chrome
Identifier=com.google.Chrome
Format=app bundle with Mach-O universal (x86_64 arm64)
CodeDirectory v=20500 size=1821 flags=0x12a00(kill,restrict,library-validation,runtime) hashes=46+7 location=embedded
Signature size=8990
Authority=Developer ID Application: Google LLC (EQHXZ8M8AV)
Authority=Developer ID Certification Authority
Authority=Apple Root CA
Timestamp=Oct 28, 2024 at 8:44:08 PM
Notarization Ticket=stapled
Info.plist entries=43
TeamIdentifier=EQHXZ8M8AV
Runtime Version=14.0.0
Sealed Resources version=2 rules=13 files=63
Internal requirements count=1 size=288
"""
"""`codesign -dvv`, macOS 14 (fleetdm/fleet, issue 23476)."""

WIRE = """\
Executable=/Applications/Wire.app/Contents/MacOS/Wire
Identifier=com.wearezeta.zclient.mac
Format=app bundle with Mach-O universal (x86_64 arm64)
CodeDirectory v=20400 size=477 flags=0x0(none) hashes=4+7 location=embedded
Signature size=4869
Authority=Apple Distribution: Wire Swiss GmbH (EDF3JCE8BC)
Authority=Apple Worldwide Developer Relations Certification Authority
Authority=Apple Root CA
Signed Time=11 Oct 2022 at 15:30:10
Info.plist entries=35
TeamIdentifier=EDF3JCE8BC
Sealed Resources version=2 rules=13 files=8
Internal requirements count=1 size=192
"""
"""`codesign -dvv`, macOS 12 (wireapp/wire-desktop, issue 5354)."""

KALEIDOSCOPE = """\
Executable=/Users/abanks/Downloads/Kaleidoscope.app/Contents/MacOS/Kaleidoscope
Identifier=com.blackpixel.kaleidoscope
Format=bundle with Mach-O thin (x86_64)
CodeDirectory v=20200 size=18291 flags=0x0(none) hashes=907+3 location=embedded
Signature size=8507
Timestamp=Jun 9, 2015, 4:31:47 PM
Info.plist entries=41
TeamIdentifier=432ZXYXDNY
Sealed Resources version=2 rules=12 files=891
"""
"""`codesign --display -v`, OS X 10.10 (autopkg/hjuutilainen-recipes, issue 22)."""

AD_HOC = """\
Executable=/Users/thomas/git/cohttp/foo
Identifier=foo
Format=Mach-O thin (arm64)
CodeDirectory v=20400 size=3324 flags=0x20002(adhoc,linker-signed) hashes=101+0 location=embedded
VersionPlatform=1
VersionMin=786432
VersionSDK=787200
Hash type=sha256 size=32
CandidateCDHash sha256=9ac8f2b102c6f2b8dafc777574099063f0e209f9
CandidateCDHashFull sha256=9ac8f2b102c6f2b8dafc777574099063f0e209f97f21d7afe4986451a0c30ab3
Hash choices=sha256
CMSDigest=9ac8f2b102c6f2b8dafc777574099063f0e209f97f21d7afe4986451a0c30ab3
CMSDigestType=2
Executable Segment base=0
Executable Segment limit=196608
Executable Segment flags=0x1
Page size=4096
CDHash=9ac8f2b102c6f2b8dafc777574099063f0e209f9
Signature=adhoc
Info.plist=not bound
TeamIdentifier=not set
Sealed Resources=none
Internal requirements=none
"""
"""`codesign --verbose=4 --display` of a linker's own signature, macOS 12 (ocaml/dune, issue 5650)."""

UNSIGNED = "/usr/local/bin/node: code object is not signed at all\n"
"""`codesign -dv --verbose=4` of Homebrew's node (Homebrew/homebrew-core, issue 117452); exit status 1."""

ALTERED = "/usr/local/Cellar/syncthing/0.13.7/bin/syncthing: invalid signature (code or signature have been modified)\n"
"""`codesign -vvv` (Homebrew/homebrew-core, issue 2048); exit status 1."""

UNTRUSTED = "Test.app: CSSMERR_TP_NOT_TRUSTED\nIn architecture: x86_64\n"
"""`codesign --verify --deep --strict --verbose=2` (electron-userland/electron-builder, issue 3712); exit status 1."""

UNSATISFIED = "test-requirement: code failed to satisfy specified code requirement(s)\n"
"""`codesign --verify -R="certificate 1[field.1.2.840.113635.100.6.2.6]" MyApp.app` (Stack Overflow 29393535); exit
status 3, which codesign(1) keeps for a requirement that is not satisfied."""
