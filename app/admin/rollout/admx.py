"""Group Policy's administrative template: the settings for the policy editor, the same for every company.

Microsoft, "ADMX Syntax" ([MS-GPREG]); `multiText` is in its later schema. Policies are the machine's: nobody puts
themselves into a group.
"""

from xml.sax.saxutils import escape, quoteattr

from app.admin.rollout.chinese import CHINESE
from app.host.managed import POLICIES
from app.host.settings import LONGEST_POLL, SHORTEST_POLL, TABLE, Kind, Setting

_NAMESPACE = "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"
_LENGTH = 65535
"""Of a text in characters: root metadata is longer than the 1023 that are usual."""


def admx() -> bytes:
    """The template."""
    policies = "".join(map(_policy, TABLE))
    return _document(
        f'<policyDefinitions xmlns="{_NAMESPACE}" revision="1.0" schemaVersion="1.0">\n'
        '  <policyNamespaces><target prefix="signpost" namespace="Signpost.Policies.Signpost"/></policyNamespaces>\n'
        '  <resources minRequiredRevision="1.0"/>\n'
        '  <supportedOn><definitions><definition name="any" displayName="$(string.any)"/></definitions></supportedOn>\n'
        '  <categories><category name="Signpost" displayName="$(string.Signpost)"/></categories>\n'
        f"  <policies>\n{policies}  </policies>\n</policyDefinitions>\n"
    )


def adml(language: str) -> bytes:
    """Its texts, in en-US or zh-CN."""
    chinese = language == "zh-CN"
    texts = {"Signpost": "Signpost", "any": "Signpost"}
    for row in TABLE:
        texts |= {row.name: row.name, f"{row.name}_text": CHINESE[row.name] if chinese else row.text}
    strings = "".join(f"      <string id={quoteattr(name)}>{escape(text)}</string>\n" for name, text in texts.items())
    shown = "".join(map(_presentation, TABLE))
    return _document(
        f'<policyDefinitionResources xmlns="{_NAMESPACE}" revision="1.0" schemaVersion="1.0">\n'
        "  <displayName>Signpost</displayName>\n  <description>Signpost</description>\n  <resources>\n"
        f"    <stringTable>\n{strings}    </stringTable>\n"
        f"    <presentationTable>\n{shown}    </presentationTable>\n  </resources>\n</policyDefinitionResources>\n"
    )


def _policy(row: Setting) -> str:
    name, key = quoteattr(row.name), quoteattr(POLICIES)
    text = f'displayName="$(string.{row.name})" explainText="$(string.{row.name}_text)"'
    inner = '<parentCategory ref="Signpost"/><supportedOn ref="any"/>'
    if row.kind is Kind.SWITCH:
        inner += '<enabledValue><decimal value="1"/></enabledValue><disabledValue><decimal value="0"/></disabledValue>'
        return f'    <policy name={name} class="Machine" {text} key={key} valueName={name}>{inner}</policy>\n'
    match row.kind:
        case Kind.NUMBER:
            element = f'<decimal id={name} valueName={name} minValue="{SHORTEST_POLL}" maxValue="{LONGEST_POLL}"/>'
        case Kind.TEXTS | Kind.NUMBERS:
            element = f"<multiText id={name} valueName={name}/>"
        case _:
            element = f'<text id={name} valueName={name} required="true" maxLength="{_LENGTH}"/>'
    shown = f'presentation="$(presentation.{row.name})"'
    inner += f"<elements>{element}</elements>"
    return f'    <policy name={name} class="Machine" {text} {shown} key={key}>{inner}</policy>\n'


def _presentation(row: Setting) -> str:
    match row.kind:
        case Kind.SWITCH:
            return ""
        case Kind.NUMBER:
            box = f'<decimalTextBox refId="{row.name}" defaultValue="300">{row.name}</decimalTextBox>'
        case Kind.TEXTS | Kind.NUMBERS:
            box = f'<multiTextBox refId="{row.name}"/>'
        case _:
            box = f'<textBox refId="{row.name}"><label>{row.name}</label></textBox>'
    return f'      <presentation id="{row.name}">{box}</presentation>\n'


def _document(body: str) -> bytes:
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}'.encode()
