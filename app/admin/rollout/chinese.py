"""The settings' texts in Chinese, for the policy editor."""

# ruff: noqa: RUF001  Chinese punctuation is meant

CHINESE = {
    "url": "公司策略的地址（https）。",
    "root": "受信任的根元数据：文件路径，或 JSON 本身。",
    "poll_seconds": "检查新策略的间隔（秒）。",
    "npm": "npm 的路径；否则使用 PATH 中的 npm。",
    "npm_registry": "安装时获取软件包的 npm 源。",
    "uv": "uv 的路径；否则使用 PATH 中的 uv。",
    "pypi_index": "安装时使用的 Python 软件包索引。",
    "language": "窗口的语言（BCP 47），例如 zh-CN。",
    "terminal_notice": "对于不是由屏幕前的人启动的程序，在其终端上显示一行提示。",
    "quiet_from": "从此时间起提醒暂缓显示，例如 18:00:00。",
    "quiet_until": "到此时间为止提醒暂缓显示，例如 09:00:00。",
    "quiet_days": "免打扰的日子：1 为星期一，7 为星期日。",
    "groups": "此计算机使用者所属的公司组。",
    "device": "此计算机在公司资产清单中的名称。",
    "enrol_url": "获取策略主机令牌的地址（https）。",
    "enrol_code": "此计算机用于注册的代码。机密。",
    "token": "策略主机的令牌。机密。",
    "events_url": "事件接收方的地址（https），events_token 仅用于该处。",
    "events_token": "事件接收方的令牌。机密。",
    "proxy": "代理的地址（http 或 https）。",
    "no_proxy": "不经代理访问的主机。",
    "ca_bundle": "除系统证书外还信任的证书文件。",
}
