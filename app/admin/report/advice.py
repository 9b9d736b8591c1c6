"""What IT can do about a set-up that failed, by the code of its error: what employees are told, from the other side."""

# ruff: noqa: RUF001 - Chinese punctuation

import re

_ADVICE: dict[tuple[str, ...], tuple[str, str]] = {
    ("offline", "refused", "cut-off", "no-end", "too-slow", "bad-status", "not-the-server", "network-trouble"): (
        "Look at the policy host and the way to it (proxy, VPN, sign-in pages): these computers got nothing from it.",
        "检查策略服务器及到它的网络（代理、VPN、登录页）：这些电脑无法从中下载。",
    ),
    ("not-trusted",): (
        "Look at the policy host's certificate, and at proxies that open TLS: these computers do not trust it.",
        "检查策略服务器的证书以及解密 TLS 的代理：这些电脑不信任它。",
    ),
    ("registry-unreachable",): (
        "Open the way to the registry (proxy, VPN, firewall), or pack the tool: `signpost-admin bundle`.",
        "放行到软件源的网络（代理、VPN、防火墙），或将工具打包：`signpost-admin bundle`。",
    ),
    ("registry-refused",): (
        "Give these computers access to the registry, or pack the tool: `signpost-admin bundle`.",
        "为这些电脑开通软件源访问权限，或将工具打包：`signpost-admin bundle`。",
    ),
    ("certificate-refused",): (
        "Distribute the company's certificate to Node.js (npm's `cafile`).",
        "将公司证书分发给 Node.js（npm 的 `cafile`）。",
    ),
    ("package-not-found",): (
        "Bring the version that the policy pins into the registry, or pin one that it has.",
        "将策略锁定的版本放入软件源，或改为锁定其已有的版本。",
    ),
    ("integrity-mismatch",): (
        "Find out who changed the package: what arrived is not what was pinned. Nothing of it was started.",
        "查明软件包被谁改动：收到的内容与锁定的不一致。其中没有任何内容被运行。",
    ),
    ("npm-missing", "npm-broken", "node-too-old", "requirement-missing"): (
        "Bring Node.js to these computers, or a bundle that has it: `signpost-admin bundle npm --with-node`.",
        "为这些电脑安装 Node.js，或打包时一并带上：`signpost-admin bundle npm --with-node`。",
    ),
    ("manager-missing", "manager-unready"): (
        "Bring the package manager to these computers, or add a recipe that needs none.",
        "为这些电脑安装该包管理器，或增加一个不依赖它的方案。",
    ),
    ("manager-busy", "already-running", "in-use"): (
        "Nothing: another installation was running. The next try goes through.",
        "无需处理：当时另有安装在进行，下次即可完成。",
    ),
    ("manager-failed", "npm-failed", "half-installed", "removal-failed"): (
        "Look at the package manager's own log on one of these computers, then correct the recipe.",
        "在其中一台电脑上查看包管理器的日志，然后修正方案。",
    ),
    ("not-authorised",): (
        "Offer a recipe that needs no administrator, or have the tool installed for them.",
        "提供无需管理员权限的方案，或由 IT 代为安装。",
    ),
    ("no-recipe", "none-viable", "unsuitable", "no-build"): (
        "Add a recipe for this kind of computer, or name another alternative.",
        "为此类电脑增加方案，或指定其他替代工具。",
    ),
    ("recipe-unusable", "artifact-missing"): (
        "Correct the recipe, run `signpost-admin check`, and publish again.",
        "修正方案，运行 `signpost-admin check`，然后重新发布。",
    ),
    ("disk-full", "too-little-space"): (
        "These disks are full. A bundle needs less room than a package manager's cache.",
        "磁盘已满。与包管理器的缓存相比，打包的方案占用更少。",
    ),
    ("not-writable",): (
        "Look at who owns the folders in these people's home directories.",
        "检查这些人员主目录中文件夹的所有者。",
    ),
    ("name-taken",): (
        "Another program of that name is in the way; people can rename it.",
        "已有同名程序占位；请其本人改名。",
    ),
    ("blocked",): (
        "The old version was running; people can close it and try again.",
        "旧版本正在运行；请关闭后重试。",
    ),
    ("timed-out",): (
        "Slow lines: raise the recipe's time limit, or pack the tool near these computers.",
        "网络较慢：延长方案的时限，或在就近的服务器上提供打包文件。",
    ),
    ("not-detected", "not-there", "rolled-back"): (
        "It was installed and did not answer as it should: try the recipe on a computer of that kind.",
        "已安装但未按预期响应：请在同类电脑上试用该方案。",
    ),
    ("cancelled",): (
        "Nothing: the person cancelled.",
        "无需处理：由本人取消。",
    ),
    ("asked-by-itself",): (
        "Nothing: the tool had asked for its own set-up, which is refused.",
        "无需处理：工具试图安装自身，已被拒绝。",
    ),
}
_BY_CODE = {code: texts for codes, texts in _ADVICE.items() for code in codes}
_UNKNOWN = (
    "On one of these computers, `signpost setup TOOL` says what is wrong and what to do.",
    "在其中一台电脑上运行 `signpost setup TOOL`，会说明问题和处理办法。",
)


def advice(code: str, language: str) -> str:
    """What helps, in that language (`en`, `zh-Hans`); of an error nobody wrote about, where to look."""
    return _BY_CODE.get(plain(code), _UNKNOWN)[language == "zh-Hans"]


def known(code: str) -> bool:
    """Whether there is advice of its own for it."""
    return plain(code) in _BY_CODE


def plain(code: str) -> str:
    """`setup.RegistryUnreachable` and `registry-unreachable` are the same error."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", code.rpartition(".")[2]).lower()
