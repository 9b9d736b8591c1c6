"""A bundle's bill of materials, beside it: CycloneDX 1.6 JSON, from which tools tell what must be updated.

It says nothing that the bundle does not: the same bundle has the same one, so the time of making it is left out and its
serial number follows from the archive's hash.
"""

import json
import uuid

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from app.admin.bundle.pack import Packed
from app.policy.bundle import Part

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "signpost/bundle")


def document(packed: Packed) -> bytes:
    """The JSON document for that archive."""
    manifest = packed.manifest
    whole = Component(
        type=ComponentType.APPLICATION,
        name=manifest.name,
        version=manifest.version,
        bom_ref="bundle",
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=packed.sha256)],
    )
    bom = Bom(
        components=[_component(part) for part in manifest.parts],
        serial_number=uuid.uuid5(_NAMESPACE, packed.sha256),
        metadata=BomMetaData(component=whole),
    )
    bom.register_dependency(whole, bom.components)
    made = json.loads(JsonV1Dot6(bom).output_as_string())
    del made["metadata"]["timestamp"]
    return json.dumps(made, indent=2, sort_keys=True).encode() + b"\n"


def _component(part: Part) -> Component:
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
