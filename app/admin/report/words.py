"""What the page says, in its languages. English with two forms has them as `1 thing|{n} things`."""

# ruff: noqa: RUF001 - Chinese punctuation

from collections.abc import Iterable
from datetime import date

import msgspec

LANGUAGES = ("en", "zh-Hans")

_TEXTS: dict[str, tuple[str, str]] = {
    "title": ("Signpost report", "Signpost 报告"),
    "of": ("Signpost report · {company}", "Signpost 报告 · {company}"),
    "moved-device": (
        "{moved} of 1 computer moved to an alternative|{moved} of {n} computers moved to an alternative",
        "{n} 台电脑中已有 {moved} 台改用替代工具",
    ),
    "moved-user": (
        "{moved} of 1 person moved to an alternative|{moved} of {n} people moved to an alternative",
        "{n} 人中已有 {moved} 人改用替代工具",
    ),
    "sessions-heading": (
        "1 session of a tool off limits|{n} sessions of tools off limits",
        "停用工具共有 {n} 次使用",
    ),
    "nothing-heading": ("No tool off limits was started", "没有启动过停用的工具"),
    "span": (
        "{first} to {last} · 1 day of UTC|{first} to {last} · {n} days of UTC",
        "{first} 至 {last} · 共 {n} 天（UTC）",
    ),
    "written": ("written {day}", "生成于 {day}"),
    # Figures at the top
    "week": ("Sessions in the last 7 days", "最近 7 天的使用次数"),
    "week-before": ("{n} in the 7 days before", "此前 7 天为 {n} 次"),
    "week-first": ("the period has no 7 days before", "此前不足 7 天"),
    "set-ups": ("Set-ups completed", "已完成的安装"),
    "set-ups-failed": ("1 failed, {share}|{n} failed, {share}", "{n} 次失败，占 {share}"),
    "open": ("Requests open", "待处理的例外申请"),
    "ending": ("1 exception ends within 14 days|{n} exceptions end within 14 days", "{n} 项例外将在 14 天内结束"),
    "granted-count": ("1 granted|{n} granted", "已批准 {n} 项"),
    "installed": ("Computers that still have one", "仍装有停用工具的电脑"),
    "installed-reports": ("Reports of tools still installed", "仍装有停用工具的报告"),
    "installed-tools": ("1 tool off limits|{n} tools off limits", "{n} 款停用工具"),
    # From old to new
    "movement": ("From old to new", "从旧工具到新工具"),
    "movement-device": (
        "Computers that started a banned tool, and where they stand, day by day.",
        "启动过停用工具的电脑，及其每天所处的状态。",
    ),
    "movement-user": (
        "People who started a banned tool, and where they stand, day by day.",
        "启动过停用工具的人员，及其每天所处的状态。",
    ),
    "using": ("Using it, nothing set up", "仍在使用，尚未安装替代工具"),
    "trying": ("Set up, started the old one within 7 days", "已安装替代工具，7 天内启动过旧工具"),
    "moved": ("Set up, and 7 days without the old one", "已安装替代工具，且 7 天未用旧工具"),
    "quiet": ("7 days without it, nothing set up", "7 天未用，未安装替代工具"),
    "stage-started": ("Started a banned tool", "启动过停用的工具"),
    "stage-set-up": ("Set an alternative up", "安装了替代工具"),
    "stage-settled": ("No banned tool for 7 days since", "此后 7 天未再启动停用的工具"),
    "funnel": ("How far they came", "进展到哪一步"),
    "effective": ("{tools} off limits", "{tools} 停用"),
    "quiet-note": (
        "No start can also mean switched off, on leave, or without Signpost: events tell of starts, not of their lack.",
        "未启动也可能是因为关机、休假或未运行 Signpost：事件只记录启动，不能证明没有使用。",
    ),
    "unnamed-starts": (
        "1 session names nobody and is not in this picture.|{n} sessions name nobody and are not in this picture.",
        "有 {n} 次使用未注明电脑或人员，未计入此图。",
    ),
    "unknown-title": ("Who moved cannot be known from these events", "从这些事件无法得知谁已改用替代工具"),
    "unknown": (
        (
            "They name no computer and no person: that is how Signpost sends them unless the policy asks for more "
            "(events: include: [device]). One busy computer and fifty calm ones look alike here. What can be counted "
            "is how often: sessions, and set-ups."
        ),
        (
            "事件中没有电脑名和用户名：除非策略另有要求（events: include: [device]），Signpost 默认如此。"
            "一台频繁使用的电脑与五十台偶尔使用的电脑在这里无法区分。能够统计的只有次数：使用次数与安装次数。"
        ),
    ),
    "both": ("Sessions of banned tools, and set-ups completed so far", "停用工具的使用次数，与累计完成的安装"),
    "sessions": ("Sessions", "使用次数"),
    "done-so-far": ("Set-ups so far", "累计安装"),
    # By tool
    "tools": ("Sessions by tool", "各工具的使用次数"),
    "tools-note": (
        "A session is one tool in use by one person, until 30 minutes after its last process. All rows share a scale.",
        "一次使用：一人使用一款工具，直到其最后一个进程结束 30 分钟。各行比例相同。",
    ),
    "no-tools": ("No tool off limits was started in this period.", "此期间没有启动过停用的工具。"),
    "others": ("All others", "其他"),
    "unattended": ("1 by no person|{n} by no person", "其中 {n} 次非人工启动"),
    "banned": ("off limits", "停用"),
    "from": ("off limits from {day}", "{day}起停用"),
    "restricted": ("with conditions", "有条件使用"),
    # Set-ups
    "setups": ("Set-ups", "安装"),
    "setups-note": ("Set-ups and updates that ended.", "已结束的安装与更新。"),
    "no-setups": ("No set-up ended in this period.", "此期间没有结束的安装。"),
    "done": ("Completed", "完成"),
    "failed": ("Failed", "失败"),
    "removed": ("1 was taken away again.|{n} were taken away again.", "其中 {n} 次后来被移除。"),
    "failures": ("Why set-ups failed", "安装失败的原因"),
    "error": ("Error", "错误"),
    "advice": ("What helps", "处理办法"),
    "times": ("Times", "次数"),
    "for": ("Setting up", "安装的工具"),
    "last-seen": ("Last", "最近一次"),
    "no-failures": ("No set-up failed.", "没有安装失败。"),
    # Exceptions
    "exceptions": ("Exceptions", "例外"),
    "requests": ("Asked for", "申请"),
    "in-force": ("In the policy", "策略中的例外"),
    "no-requests": ("Nobody asked for an exception.", "没有人申请例外。"),
    "newest": ("The newest {n} are listed.", "仅列出最近 {n} 项。"),
    "no-policy": (
        "Which exceptions are in force is in the policy: `--policy policy.yaml` shows them here.",
        "有效的例外写在策略中：加上 `--policy policy.yaml` 即可在此显示。",
    ),
    "none-in-force": ("The policy has none.", "策略中没有例外。"),
    "tool": ("Tool", "工具"),
    "asked-on": ("Asked", "申请日期"),
    "until": ("Until", "截止"),
    "by": ("By", "申请人"),
    "reason": ("Why", "原因"),
    "stage": ("Stands", "状态"),
    "id": ("Id", "编号"),
    "whom": ("For", "对象"),
    "asked": ("open", "待处理"),
    "granted": ("granted", "已批准"),
    "ended": ("over", "已结束"),
    "withdrawn": ("taken back", "已撤回"),
    "ends-soon": ("ends in 1 day|ends in {n} days", "{n} 天后结束"),
    "ends-today": ("ends within a day", "一天内结束"),
    "subjects": ("1 subject|{n} subjects", "{n} 个对象"),
    # Inventory
    "inventory": ("Still installed", "仍已安装"),
    "inventory-note": (
        "The last word of each computer about tools off limits that lie on its disk, in use or not.",
        "每台电脑最近一次报告中，磁盘上仍有的停用工具，无论是否在使用。",
    ),
    "inventory-unnamed": (
        "These events name no computer: reports are counted, and a computer may have reported more than once.",
        "这些事件没有电脑名：统计的是报告数，同一台电脑可能报告多次。",
    ),
    "no-inventory": (
        "No event tells of a tool off limits that is still installed.",
        "没有事件提到仍已安装的停用工具。",
    ),
    "computers": ("Computers", "电脑数"),
    "reports": ("Reports", "报告数"),
    "versions": ("Versions", "版本"),
    "last-told": ("Last told", "最近报告"),
    # Quality
    "quality": ("How far these figures can be trusted", "这些数字的可信程度"),
    "q-lines": ("Lines read", "读取的行数"),
    "q-files": ("from 1 file|from {n} files", "来自 {n} 个文件"),
    "q-counted": ("Events counted", "计入的事件"),
    "q-duplicates": ("Sent more than once, counted once", "重复发送（只计一次）"),
    "q-outside": ("Outside the period", "不在期间内"),
    "q-damaged": ("Damaged lines, left out", "损坏的行（未计入）"),
    "q-foreign": ("Events of other products, left out", "其他产品的事件（未计入）"),
    "q-timeless": ("With an impossible time, left out", "时间不合理（未计入）"),
    "q-unfinished": ("Unfinished last lines, left out", "未写完的末行（未计入）"),
    "q-broken": ("Files cut off or damaged inside", "不完整或内部损坏的文件"),
    "q-missed": ("Starts that watchers say they missed", "监视程序自报漏掉的启动"),
    "q-dropped": ("Events dropped before they were sent", "发送前被丢弃的事件"),
    "q-devices": ("Computers named", "注明的电脑"),
    "q-users": ("People named", "注明的人员"),
    "nobody": ("none: the policy does not include them", "无：策略未要求包含"),
    # Everywhere
    "as-table": ("Show as a table", "以表格显示"),
    "day": ("Day", "日期"),
    "week-of": ("Week from", "周（起始日）"),
    "footer": (
        "This page is one file. It loads nothing, sends nothing and runs no script.",
        "本页面只有一个文件，不加载、不发送任何内容，也不运行脚本。",
    ),
}


class Words(msgspec.Struct, frozen=True):
    """The words of one language: `en` or `zh-Hans`."""

    language: str

    def __call__(self, key: str, n: int | None = None, **facts: object) -> str:
        """That text, with facts filled in; `n` also decides between one thing and several."""
        text = _TEXTS[key][LANGUAGES.index(self.language)]
        one, _, many = text.partition("|")
        shown = {name: self.number(value) if isinstance(value, int) else value for name, value in facts.items()}
        if n is None:
            return one.format_map(shown)
        return (one if n == 1 or not many else many).format_map({**shown, "n": self.number(n)})

    def number(self, value: int) -> str:
        """As people read it."""
        return f"{value:,}"

    def day(self, day: date | None) -> str:
        """A date as people read it; a dash for none."""
        if day is None:
            return "\N{EN DASH}"
        if self.language == "zh-Hans":
            return f"{day.year}年{day.month}月{day.day}日"
        return f"{day.day} {day:%b} {day.year}"

    def share(self, part: int, whole: int) -> str:
        """A percentage; below one and above zero it says so."""
        percent = 100 * part / whole if whole else 0
        return "<1 %" if 0 < percent < 1 else f"{percent:.0f} %"

    def listed(self, names: Iterable[str]) -> str:
        """Names one after the other."""
        return ("、" if self.language == "zh-Hans" else ", ").join(names)

    @property
    def axis(self) -> str:
        """How a day stands at an axis, in d3's time format (https://d3js.org/d3-time-format)."""
        return "%-m月%-d日" if self.language == "zh-Hans" else "%-d %b"
