<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- Not reviewed by a fluent reader. -->
<TS version="2.1" language="zh_CN">
<context>
    <name>about</name>
    <message>
        <source>Computer</source>
        <translation>电脑</translation>
    </message>
    <message>
        <source>Policy from</source>
        <translation>策略来源</translation>
    </message>
    <message>
        <source>Show the welcome again</source>
        <translation>再次显示欢迎页</translation>
    </message>
    <message>
        <source>Signpost points the way when a tool changes at your company.</source>
        <translation>公司更换工具时，Signpost 为你指路。</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Work by others, with its licences</source>
        <translation>他人的作品及其许可证</translation>
    </message>
</context>
<context>
    <name>activity</name>
    <message>
        <source>Alert: {tool} has conditions</source>
        <translation>提醒：{tool} 须按条件使用</translation>
    </message>
    <message>
        <source>Alert: {tool} is off limits</source>
        <translation>提醒：{tool} 已停用</translation>
    </message>
    <message>
        <source>Alert: {tool} will be off limits</source>
        <translation>提醒：{tool} 即将停用</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>提醒</translation>
    </message>
    <message>
        <source>Alerts were put together into one</source>
        <translation>多条提醒已合并为一条</translation>
    </message>
    <message>
        <source>As your company asked, {count} min after the alert.</source>
        <translation>按公司要求，在提醒 {count} 分钟后。</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>It ends by itself.</source>
        <translation>到期后自动结束。</translation>
    </message>
    <message>
        <source>It is asked to close {count} min after the alert.</source>
        <translation>将在提醒 {count} 分钟后请求它关闭。</translation>
    </message>
    <message>
        <source>It is installed; nothing was started.</source>
        <translation>它已安装在本机，没有启动任何程序。</translation>
    </message>
    <message>
        <source>It was left running. Nothing is ever closed by force.</source>
        <translation>它仍在运行。Signpost 从不强制关闭任何程序。</translation>
    </message>
    <message>
        <source>Its command: {command}</source>
        <translation>命令：{command}</translation>
    </message>
    <message>
        <source>Lines added to {file}</source>
        <translation>已在 {file} 中添加若干行</translation>
    </message>
    <message>
        <source>Lines taken out of {file}</source>
        <translation>已从 {file} 中移除这些行</translation>
    </message>
    <message>
        <source>New policy from {company}, version {version}</source>
        <translation>{company} 的新策略，第 {version} 版</translation>
    </message>
    <message>
        <source>Nothing happened yet.</source>
        <translation>还没有任何动态。</translation>
    </message>
    <message>
        <source>Nothing was closed.</source>
        <translation>没有关闭任何程序。</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>Search activity</source>
        <translation>搜索动态</translation>
    </message>
    <message>
        <source>Set-ups</source>
        <translation>安装</translation>
    </message>
    <message>
        <source>Signpost did not respond, and started itself again</source>
        <translation>Signpost 曾停止响应，已自行重新启动</translation>
    </message>
    <message>
        <source>So that new terminals find {tool}.</source>
        <translation>这样新终端就能找到 {tool}。</translation>
    </message>
    <message>
        <source>Started by {parent}. Nothing was closed.</source>
        <translation>由 {parent} 启动。没有关闭任何程序。</translation>
    </message>
    <message numerus="yes">
        <source>There were more than {count} within an hour.</source>
        <translation>
            <numerusform>一小时内超过了 {count} 条。</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo: remove {tool}</source>
        <translation>撤销：移除 {tool}</translation>
    </message>
    <message>
        <source>Version {version}, started and checked.</source>
        <translation>版本 {version}，已启动并通过检查。</translation>
    </message>
    <message numerus="yes">
        <source>What Signpost saw, said and did. Kept on this computer for {count} days.</source>
        <translation>
            <numerusform>Signpost 看到、提示和执行过的事项，在这台电脑上保留 {count} 天。</numerusform>
        </translation>
    </message>
    <message>
        <source>What its set-up had put there is gone.</source>
        <translation>安装时放入的内容已全部移除。</translation>
    </message>
    <message>
        <source>What was started meanwhile was looked up.</source>
        <translation>其间启动的程序已补查。</translation>
    </message>
    <message>
        <source>With nobody at the screen, so no alert was shown.</source>
        <translation>当时屏幕前没有人，因此没有显示提醒。</translation>
    </message>
    <message>
        <source>You asked to use {tool} until {day}</source>
        <translation>你申请使用 {tool} 至{day}</translation>
    </message>
    <message>
        <source>You chose: no alerts about {tool} for now</source>
        <translation>你选择了：暂不提醒 {tool}</translation>
    </message>
    <message>
        <source>You chose: not now, for {tool}</source>
        <translation>你选择了：暂不处理 {tool}</translation>
    </message>
    <message>
        <source>You chose: set up {tool}</source>
        <translation>你选择了：安装 {tool}</translation>
    </message>
    <message>
        <source>You ended the set-up of {tool}</source>
        <translation>你取消了 {tool} 的安装</translation>
    </message>
    <message>
        <source>You may use {tool} until {day}</source>
        <translation>你可以使用 {tool} 至{day}</translation>
    </message>
    <message>
        <source>You took back what you asked for: {tool}</source>
        <translation>你撤回了申请：{tool}</translation>
    </message>
    <message>
        <source>Your computer is as before.</source>
        <translation>你的电脑没有任何改动。</translation>
    </message>
    <message>
        <source>{starter} started it. Nothing was closed.</source>
        <translation>由 {starter} 启动。没有关闭任何程序。</translation>
    </message>
    <message>
        <source>{tool} is ready</source>
        <translation>{tool} 已就绪</translation>
    </message>
    <message>
        <source>{tool} was asked to close, and did</source>
        <translation>已请求 {tool} 关闭，它已关闭</translation>
    </message>
    <message>
        <source>{tool} was asked to close, and did not</source>
        <translation>已请求 {tool} 关闭，它没有关闭</translation>
    </message>
    <message>
        <source>{tool} was not set up</source>
        <translation>{tool} 未能安装</translation>
    </message>
    <message>
        <source>{tool} was removed</source>
        <translation>{tool} 已移除</translation>
    </message>
    <message>
        <source>{tool} was started</source>
        <translation>{tool} 已启动</translation>
    </message>
</context>
<context>
    <name>ask</name>
    <message>
        <source>A month</source>
        <translation>一个月</translation>
    </message>
    <message>
        <source>A week</source>
        <translation>一周</translation>
    </message>
    <message>
        <source>Ask for an exception</source>
        <translation>申请例外</translation>
    </message>
    <message>
        <source>Ask to use {tool}</source>
        <translation>申请使用 {tool}</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Exception asked for</source>
        <translation>已申请例外</translation>
    </message>
    <message>
        <source>Exception for {tool}</source>
        <translation>{tool} 例外申请</translation>
    </message>
    <message>
        <source>For example: a customer&apos;s project that ends in August</source>
        <translation>例如：一个八月结束的客户项目</translation>
    </message>
    <message>
        <source>For how long?</source>
        <translation>需要多久？</translation>
    </message>
    <message>
        <source>Goes to</source>
        <translation>发送给</translation>
    </message>
    <message>
        <source>I would like to use {tool} until {day}.</source>
        <translation>我希望使用 {tool} 至{day}。</translation>
    </message>
    <message>
        <source>IT sees</source>
        <translation>IT 会看到</translation>
    </message>
    <message>
        <source>It could not be delivered. Ask IT directly.</source>
        <translation>未能送达。请直接联系 IT。</translation>
    </message>
    <message>
        <source>It ends on {day} at {time}. If you still need it, ask again in time.</source>
        <translation>将于{day} {time} 结束。如仍需要，请及时再次申请。</translation>
    </message>
    <message>
        <source>It is sent as soon as there is a connection.</source>
        <translation>连接恢复后会立即发送。</translation>
    </message>
    <message>
        <source>It was not sent: your company&apos;s address for requests changed. Ask again.</source>
        <translation>申请没有发出：公司的申请接收地址已更改。请重新申请。</translation>
    </message>
    <message>
        <source>Prepared on the command line. Nothing is sent until you send it yourself.</source>
        <translation>这是在命令行中准备的。在你自己发送之前，不会发送任何内容。</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Send the mail that was opened. Signpost tells you when it is granted.</source>
        <translation>请发送已打开的邮件。获批后 Signpost 会告诉你。</translation>
    </message>
    <message>
        <source>Signpost tells you when it is granted.</source>
        <translation>获批后 Signpost 会告诉你。</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Three months</source>
        <translation>三个月</translation>
    </message>
    <message>
        <source>Until {day}.</source>
        <translation>至{day}。</translation>
    </message>
    <message>
        <source>Who asks: {names}.</source>
        <translation>申请人：{names}。</translation>
    </message>
    <message>
        <source>Why do you need it?</source>
        <translation>你为什么需要它？</translation>
    </message>
    <message>
        <source>Write the mail</source>
        <translation>写邮件</translation>
    </message>
    <message>
        <source>You asked to use {tool}</source>
        <translation>你已申请使用 {tool}</translation>
    </message>
    <message>
        <source>You may use {tool}</source>
        <translation>你可以使用 {tool}</translation>
    </message>
    <message>
        <source>Your company decides. Until then nothing changes.</source>
        <translation>由公司决定。在此之前一切不变。</translation>
    </message>
    <message>
        <source>Your exception for {tool} ends soon</source>
        <translation>你对 {tool} 的例外即将结束</translation>
    </message>
    <message>
        <source>Your reason and the date.</source>
        <translation>你的理由和日期。</translation>
    </message>
    <message>
        <source>{address}, by your own mail program</source>
        <translation>{address}，通过你自己的邮件程序</translation>
    </message>
    <message>
        <source>{company} made an exception for you until {day}. It ends by itself.</source>
        <translation>{company} 为你开了例外，至{day}，到期后自动结束。</translation>
    </message>
</context>
<context>
    <name>card</name>
    <message>
        <source> Also approved: {tools}.</source>
        <translation>同样已获批准：{tools}。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Approved. Your IT can tell you how to get it.</source>
        <translation>已获批准。如何取得，请问 IT。</translation>
    </message>
    <message>
        <source>Approved. {size} to download.</source>
        <translation>已获批准。需下载 {size}。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>使用条件</translation>
    </message>
    <message>
        <source>From {sender}</source>
        <translation>来自 {sender}</translation>
    </message>
    <message>
        <source>High</source>
        <translation>高</translation>
    </message>
    <message>
        <source>In force now</source>
        <translation>现已生效</translation>
    </message>
    <message>
        <source>It is ready on this computer.</source>
        <translation>本机已就绪。</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>低</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>中</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不</translation>
    </message>
    <message>
        <source>Nothing was closed. Your session keeps running.</source>
        <translation>没有关闭任何程序，你的会话仍在运行。</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Remind me later</source>
        <translation>稍后提醒</translation>
    </message>
    <message>
        <source>Right now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>风险</translation>
    </message>
    <message>
        <source>Set up {tool}</source>
        <translation>安装 {tool}</translation>
    </message>
    <message>
        <source>Snooze</source>
        <translation>暂停提醒</translation>
    </message>
    <message>
        <source>Started by</source>
        <translation>启动者</translation>
    </message>
    <message>
        <source>Until then</source>
        <translation>在此之前</translation>
    </message>
    <message>
        <source>Why do we think so?</source>
        <translation>为什么这样判断？</translation>
    </message>
    <message>
        <source>You can keep using it.</source>
        <translation>可以继续使用。</translation>
    </message>
    <message>
        <source>You can keep using it. Move whenever it suits you.</source>
        <translation>可以继续使用，方便时再换。</translation>
    </message>
    <message>
        <source>{starter}, an approved tool, started {tool}. You did not do anything wrong.</source>
        <translation>是已获批准的 {starter} 启动了 {tool}，你没有做错什么。</translation>
    </message>
    <message>
        <source>{tool} does this job here</source>
        <translation>在这里，请用 {tool}</translation>
    </message>
    <message>
        <source>{tool} has conditions at {company}</source>
        <translation>{tool} 在 {company} 须按条件使用</translation>
    </message>
    <message>
        <source>{tool} is leaving {company}</source>
        <translation>{tool} 即将在 {company} 停用</translation>
    </message>
    <message>
        <source>{tool} is off limits at {company}</source>
        <translation>{tool} 在 {company} 已停用</translation>
    </message>
    <message>
        <source>{tool} takes over this job</source>
        <translation>今后请用 {tool}</translation>
    </message>
</context>
<context>
    <name>carry-over</name>
    <message>
        <source>Fill in {name} before you use {entry}.</source>
        <translation>使用 {entry} 之前请填写 {name}。</translation>
    </message>
    <message>
        <source>Hooks of {event} are not known there and stay behind.</source>
        <translation>新工具不支持 {event} 的钩子，因此保留在原处。</translation>
    </message>
    <message>
        <source>The permission {rule} cannot be said there and stays behind.</source>
        <translation>权限 {rule} 在新工具中无法表达，不会带过来。</translation>
    </message>
    <message>
        <source>The permission {rule} is too broad and stays behind.</source>
        <translation>权限 {rule} 范围过大，不会带过来。</translation>
    </message>
    <message>
        <source>{entry} is switched off there and stays behind.</source>
        <translation>{entry} 已关闭，不会带过来。</translation>
    </message>
    <message>
        <source>{entry} is there already and stays yours. The other one is in {path}.</source>
        <translation>{entry} 已存在，保留你自己的。另一份在 {path}。</translation>
    </message>
    <message>
        <source>{entry}: {keys} stays behind.</source>
        <translation>{entry}：{keys} 不会带过来。</translation>
    </message>
    <message>
        <source>{event}: {command}. It arrives switched off.</source>
        <translation>{event}：{command}。带过来时处于关闭状态。</translation>
    </message>
    <message>
        <source>{keys} stays behind: modes and approvals never come along.</source>
        <translation>{keys} 不会带过来：模式和授权从不带过来。</translation>
    </message>
    <message>
        <source>{path} holds credentials and was not opened.</source>
        <translation>{path} 包含凭据，未被打开。</translation>
    </message>
    <message>
        <source>{path} is a link and is not followed.</source>
        <translation>{path} 是链接，不会跟随。</translation>
    </message>
    <message>
        <source>{path} stays behind: {why}.</source>
        <translation>{path} 不会带过来：{why}。</translation>
    </message>
    <message>
        <source>{path}: {what} is left out, as it would allow more.</source>
        <translation>{path}：已略去 {what}，因为它会放宽权限。</translation>
    </message>
</context>
<context>
    <name>carrying</name>
    <message>
        <source>+1 line</source>
        <translation>+1 行</translation>
    </message>
    <message numerus="yes">
        <source>+{count} lines</source>
        <translation>
            <numerusform>+{count} 行</numerusform>
        </translation>
    </message>
    <message>
        <source>1 setting came along to {tool}</source>
        <translation>已将 1 项设置带到 {tool}</translation>
    </message>
    <message>
        <source>Add a project…</source>
        <translation>添加项目…</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>智能体</translation>
    </message>
    <message numerus="yes">
        <source>And {count} more files</source>
        <translation>
            <numerusform>另有 {count} 个文件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>And {count} more lines</source>
        <translation>
            <numerusform>另有 {count} 行</numerusform>
        </translation>
    </message>
    <message>
        <source>Bring your settings along</source>
        <translation>带上你的设置</translation>
    </message>
    <message numerus="yes">
        <source>Bring {count} along</source>
        <translation>
            <numerusform>带上 {count} 项</numerusform>
        </translation>
    </message>
    <message>
        <source>Cannot come along</source>
        <translation>无法带上</translation>
    </message>
    <message>
        <source>Carrying your settings over</source>
        <translation>正在带过来你的设置</translation>
    </message>
    <message>
        <source>Choose the folder of a project</source>
        <translation>选择项目文件夹</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Everything is as it was before</source>
        <translation>一切已恢复原样</translation>
    </message>
    <message>
        <source>Hooks</source>
        <translation>钩子</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>未带上</translation>
    </message>
    <message>
        <source>Looking at your settings of {tool}</source>
        <translation>正在查看你的 {tool} 设置</translation>
    </message>
    <message>
        <source>MCP servers</source>
        <translation>MCP 服务器</translation>
    </message>
    <message>
        <source>Memory file</source>
        <translation>记忆文件</translation>
    </message>
    <message>
        <source>No conflict. Your own entry would win, ours goes beside it.</source>
        <translation>没有冲突。如有冲突，以你自己的为准，另一份放在旁边。</translation>
    </message>
    <message>
        <source>No text, {size}</source>
        <translation>非文本，{size}</translation>
    </message>
    <message>
        <source>Nothing is written until you say so. Your originals stay as they are.</source>
        <translation>在你确认之前不会写入任何内容。原有设置保持不变。</translation>
    </message>
    <message>
        <source>One undo puts everything back.</source>
        <translation>一次撤销即可全部还原。</translation>
    </message>
    <message>
        <source>Permissions</source>
        <translation>权限</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Secret values for you to fill in: {count}.</source>
        <translation>需由你填写的机密值：{count} 个。</translation>
    </message>
    <message>
        <source>Skills</source>
        <translation>技能</translation>
    </message>
    <message>
        <source>Skip settings</source>
        <translation>跳过设置</translation>
    </message>
    <message>
        <source>Status line</source>
        <translation>状态栏</translation>
    </message>
    <message>
        <source>Stays behind</source>
        <translation>留在原处</translation>
    </message>
    <message>
        <source>There already</source>
        <translation>已存在</translation>
    </message>
    <message>
        <source>There are no settings of {tool} to bring along</source>
        <translation>没有可带上的 {tool} 设置</translation>
    </message>
    <message>
        <source>This version of Signpost does not know how.</source>
        <translation>此版本的 Signpost 不支持。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Whose settings</source>
        <translation>哪里的设置</translation>
    </message>
    <message>
        <source>You changed this since, so it stays: {files}</source>
        <translation>你之后改动过，因此保留：{files}</translation>
    </message>
    <message>
        <source>Your originals are as they were.</source>
        <translation>你的原有设置未改动。</translation>
    </message>
    <message>
        <source>Your own, in every project</source>
        <translation>你自己的设置（适用于所有项目）</translation>
    </message>
    <message>
        <source>Your settings are in {tool} already</source>
        <translation>你的设置已在 {tool} 中</translation>
    </message>
    <message numerus="yes">
        <source>{count} came along</source>
        <translation>
            <numerusform>已带上 {count} 项</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} can come along</source>
        <translation>
            <numerusform>可带上 {count} 项</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} settings came along to {tool}</source>
        <translation>
            <numerusform>已将 {count} 项设置带到 {tool}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count}, switched off</source>
        <translation>
            <numerusform>{count} 个，处于关闭状态</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{ready} of your {count} settings can come along</source>
        <translation>
            <numerusform>可带上 {count} 项设置中的 {ready} 项</numerusform>
        </translation>
    </message>
    <message>
        <source>{source} to {target}</source>
        <translation>{source} 到 {target}</translation>
    </message>
</context>
<context>
    <name>catalogue</name>
    <message>
        <source>All {count}</source>
        <translation>全部 {count}</translation>
    </message>
    <message>
        <source>Approved by {sender}. One click, no ticket.</source>
        <translation>批准方：{sender}。一键安装，无需工单。</translation>
    </message>
    <message>
        <source>Back to {version}</source>
        <translation>退回 {version}</translation>
    </message>
    <message>
        <source>Being removed</source>
        <translation>正在移除</translation>
    </message>
    <message>
        <source>How to start</source>
        <translation>如何启动</translation>
    </message>
    <message>
        <source>Installed {count}</source>
        <translation>已安装 {count}</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>已在这台电脑上</translation>
    </message>
    <message>
        <source>Ready: {command}</source>
        <translation>已就绪：{command}</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Replaces {tools}.</source>
        <translation>可替代 {tools}。</translation>
    </message>
    <message>
        <source>Search tools</source>
        <translation>搜索工具</translation>
    </message>
    <message>
        <source>Set up</source>
        <translation>安装</translation>
    </message>
    <message>
        <source>There is no policy yet. Its approved tools appear here once it has come.</source>
        <translation>还没有策略。收到策略后，已批准的工具会显示在这里。</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Your IT can tell you how to get it.</source>
        <translation>可向你的 IT 部门了解获取方式。</translation>
    </message>
    <message>
        <source>Your policy approves no tools yet.</source>
        <translation>策略尚未批准任何工具。</translation>
    </message>
    <message>
        <source>{version} to {newer}, {size}</source>
        <translation>{version} 更新到 {newer}，{size}</translation>
    </message>
    <message>
        <source>{version}, changed by your IT, {size}</source>
        <translation>{version}，IT 部门已更改，{size}</translation>
    </message>
</context>
<context>
    <name>category</name>
    <message>
        <source>Agent bridge</source>
        <translation>智能体桥接</translation>
    </message>
    <message>
        <source>Coding</source>
        <translation>编程</translation>
    </message>
    <message>
        <source>Coding agent</source>
        <translation>编程智能体</translation>
    </message>
    <message>
        <source>Communication</source>
        <translation>沟通</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Design</source>
        <translation>设计</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Model client</source>
        <translation>模型客户端</translation>
    </message>
    <message>
        <source>Remote access</source>
        <translation>远程访问</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>安全</translation>
    </message>
</context>
<context>
    <name>closing</name>
    <message numerus="yes">
        <source>It closes at {time}, in {count} minutes. Save your work. Putting this off does not stop it.</source>
        <translation>
            <numerusform>它将于 {time} 关闭，还有 {count} 分钟。请保存你的工作。推迟此提醒不会停止倒计时。</numerusform>
        </translation>
    </message>
    <message>
        <source>It closes at {time}. Save your work.</source>
        <translation>它将于 {time} 关闭。请保存你的工作。</translation>
    </message>
    <message>
        <source>It closes in 1 minute. Save your work.</source>
        <translation>它将在 1 分钟后关闭。请保存你的工作。</translation>
    </message>
    <message>
        <source>It closes in 1 second. Save your work.</source>
        <translation>它将在 1 秒后关闭。请保存你的工作。</translation>
    </message>
    <message numerus="yes">
        <source>It closes in {count} minutes. Save your work.</source>
        <translation>
            <numerusform>它将在 {count} 分钟后关闭。请保存你的工作。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It closes in {count} seconds. Save your work.</source>
        <translation>
            <numerusform>它将在 {count} 秒后关闭。请保存你的工作。</numerusform>
        </translation>
    </message>
    <message>
        <source>It is no longer running.</source>
        <translation>它已不再运行。</translation>
    </message>
    <message>
        <source>It was asked to close and is still running. Save your work and close it yourself.</source>
        <translation>已请求它关闭，但它仍在运行。请保存你的工作并自行关闭它。</translation>
    </message>
    <message>
        <source>It was asked to close, and did.</source>
        <translation>已请求它关闭，它已关闭。</translation>
    </message>
    <message>
        <source>It was asked to close, and may still be saving.</source>
        <translation>已请求它关闭，它可能仍在保存。</translation>
    </message>
    <message>
        <source>Save your work.</source>
        <translation>请保存你的工作。</translation>
    </message>
    <message>
        <source>{tool} closes at {time}</source>
        <translation>{tool} 将于 {time} 关闭</translation>
    </message>
</context>
<context>
    <name>dates</name>
    <message>
        <source>1 hour ago</source>
        <translation>已有 1 小时</translation>
    </message>
    <message>
        <source>At {time}</source>
        <translation>时间为 {time}</translation>
    </message>
    <message>
        <source>From today, {day}</source>
        <translation>自今天 {day}起</translation>
    </message>
    <message>
        <source>From tomorrow, {day}</source>
        <translation>自明天 {day}起</translation>
    </message>
    <message>
        <source>From {day}, {distance}</source>
        <translation>自 {day}起，{distance}</translation>
    </message>
    <message>
        <source>Since today, {day}</source>
        <translation>自今天 {day}起</translation>
    </message>
    <message>
        <source>Since yesterday, {day}</source>
        <translation>自昨天 {day}起</translation>
    </message>
    <message>
        <source>Since {day}, {distance}</source>
        <translation>自 {day}起，{distance}</translation>
    </message>
    <message>
        <source>in 1 hour</source>
        <translation>还有 1 小时</translation>
    </message>
    <message>
        <source>in less than an hour</source>
        <translation>还有不到 1 小时</translation>
    </message>
    <message numerus="yes">
        <source>in {count} days</source>
        <translation>
            <numerusform>还有 {count} 天</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in {count} hours</source>
        <translation>
            <numerusform>还有 {count} 小时</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in {count} months</source>
        <translation>
            <numerusform>还有 {count} 个月</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in {count} years</source>
        <translation>
            <numerusform>还有 {count} 年</numerusform>
        </translation>
    </message>
    <message>
        <source>less than an hour ago</source>
        <translation>不到 1 小时</translation>
    </message>
    <message numerus="yes">
        <source>{count} days ago</source>
        <translation>
            <numerusform>已有 {count} 天</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} hours ago</source>
        <translation>
            <numerusform>已有 {count} 小时</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} months ago</source>
        <translation>
            <numerusform>已有 {count} 个月</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} years ago</source>
        <translation>
            <numerusform>已有 {count} 年</numerusform>
        </translation>
    </message>
    <message>
        <source>{time} in {place}, {theirs} your time</source>
        <translation>{place}时间 {time}，你所在时区为 {theirs}</translation>
    </message>
    <message>
        <source>{time} in {place}, {weekday} {theirs} your time</source>
        <translation>{place}时间 {time}，你所在时区为{weekday} {theirs}</translation>
    </message>
    <message>
        <source>{weekday} {day} {month}</source>
        <translation>{month}{day}日（{weekday}）</translation>
    </message>
    <message>
        <source>{weekday} {day} {month} {year}</source>
        <translation>{year}年{month}{day}日（{weekday}）</translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>A part of Signpost that runs in a process of its own gave no answer ({detail}).</source>
        <translation>Signpost 在独立进程中运行的部分没有回应（{detail}）。</translation>
    </message>
    <message>
        <source>A staged roll-out was ignored: {detail}</source>
        <translation>已忽略一次分阶段发布：{detail}</translation>
    </message>
    <message>
        <source>Add the lines yourself, or ask IT.</source>
        <translation>请自行添加这几行，或向 IT 求助。</translation>
    </message>
    <message>
        <source>Alerts go on. Check the disk; if the file is damaged, move it away and Signpost starts a new one.</source>
        <translation>提醒照常进行。请检查磁盘；如果文件已损坏，把它移走，Signpost 会新建一个。</translation>
    </message>
    <message>
        <source>Another Signpost is already using {path}.</source>
        <translation>另一个 Signpost 正在使用 {path}。</translation>
    </message>
    <message>
        <source>Another installation is running on this computer, so {manager} could not install {tool}.</source>
        <translation>这台电脑上正在进行另一项安装，因此 {manager} 无法安装 {tool}。</translation>
    </message>
    <message>
        <source>Ask IT directly.</source>
        <translation>请直接联系 IT。</translation>
    </message>
    <message>
        <source>Ask IT for a code for {device}, and run: signpost enrol</source>
        <translation>请向 IT 索取 {device} 的注册码，然后运行：signpost enrol</translation>
    </message>
    <message>
        <source>Ask IT for a code made for {device}, and run: signpost enrol</source>
        <translation>请向 IT 索取专为 {device} 生成的注册码，然后运行：signpost enrol</translation>
    </message>
    <message>
        <source>Ask IT for a code, and run: signpost enrol</source>
        <translation>请向 IT 索取注册码，然后运行：signpost enrol</translation>
    </message>
    <message>
        <source>Ask IT for a new code, and run: signpost enrol</source>
        <translation>请向 IT 索取新的注册码，然后运行：signpost enrol</translation>
    </message>
    <message>
        <source>Ask IT for that version if you need it. Nothing was changed.</source>
        <translation>如需该版本，请联系 IT 部门。未做任何更改。</translation>
    </message>
    <message>
        <source>Ask IT how to get it.</source>
        <translation>请问 IT 如何取得。</translation>
    </message>
    <message>
        <source>Ask IT if it is still there.</source>
        <translation>如果仍有残留，请询问 IT。</translation>
    </message>
    <message>
        <source>Ask IT to complete the configuration ({path}). Signpost waits, and goes on by itself as soon as that is done.</source>
        <translation>请让 IT 补全配置（{path}）。Signpost 会一直等待，完成后自动继续。</translation>
    </message>
    <message>
        <source>Ask IT to correct it. Signpost waits, and goes on by itself as soon as that is done.</source>
        <translation>请让 IT 更正。Signpost 会一直等待，完成后自动继续。</translation>
    </message>
    <message>
        <source>Ask IT to install Node.js {node} or newer, then try again. Nothing was changed.</source>
        <translation>请让 IT 安装 Node.js {node} 或更高版本，然后重试。没有任何改动。</translation>
    </message>
    <message>
        <source>Ask IT to install {manager}, or for another way to set {tool} up. Nothing was changed.</source>
        <translation>请让 IT 安装 {manager}，或询问安装 {tool} 的其他方式。没有任何改动。</translation>
    </message>
    <message>
        <source>Ask IT to look at it. Until then nothing is carried over, so that nothing is lost.</source>
        <translation>请让 IT 查看。在此之前不会带过来任何内容，因此不会丢失数据。</translation>
    </message>
    <message>
        <source>Ask IT to put that right, or for another way to set {tool} up. Nothing was changed.</source>
        <translation>请让 IT 解决这个问题，或询问安装 {tool} 的其他方式。没有任何改动。</translation>
    </message>
    <message>
        <source>Ask IT to remove it or to give it back to you. Signpost then goes on by itself.</source>
        <translation>请让 IT 将其删除，或把它还给你。之后 Signpost 会自动继续。</translation>
    </message>
    <message>
        <source>Ask IT to repair Node.js on this computer, then try again. Nothing was changed.</source>
        <translation>请让 IT 修复本机的 Node.js，然后重试。没有任何改动。</translation>
    </message>
    <message>
        <source>Ask IT to set npm&apos;s `cafile` to the company&apos;s certificate, then try again. Nothing was changed.</source>
        <translation>请让 IT 把 npm 的 `cafile` 设为公司的证书，然后重试。没有任何改动。</translation>
    </message>
    <message>
        <source>Ask IT to update Node.js, then try again. Nothing was changed.</source>
        <translation>请让 IT 更新 Node.js，然后重试。没有任何改动。</translation>
    </message>
    <message>
        <source>Ask IT which tool to use instead on this computer.</source>
        <translation>请问 IT 这台电脑上该用哪个工具。</translation>
    </message>
    <message>
        <source>Ask IT which tool to use instead on this computer. Nothing was changed.</source>
        <translation>请问 IT 这台电脑上该用哪个工具。没有任何改动。</translation>
    </message>
    <message>
        <source>Ask again, if you still want it. You see beforehand where it goes.</source>
        <translation>如果仍然需要，请重新申请。发送前你会看到申请发往哪里。</translation>
    </message>
    <message>
        <source>Before {tool} can be set up, these programs have to be closed: {processes}</source>
        <translation>安装 {tool} 之前，需要先关闭这些程序：{processes}</translation>
    </message>
    <message>
        <source>Check it for a typing error, or ask IT for a new code, and run: signpost enrol</source>
        <translation>请检查有无输错，或向 IT 索取新的注册码，然后运行：signpost enrol</translation>
    </message>
    <message>
        <source>Check the network, the VPN and the proxy, then try again. What was downloaded already is kept.</source>
        <translation>请检查网络、VPN 和代理，然后重试。已下载的部分会保留。</translation>
    </message>
    <message>
        <source>Check who owns it, then export again. Nothing was written.</source>
        <translation>请检查它归谁所有，然后重新导出。未写入任何内容。</translation>
    </message>
    <message>
        <source>Check who owns the folder and whether the disk is read-only, then try again. Nothing was changed.</source>
        <translation>请检查文件夹的所有者以及磁盘是否只读，然后重试。没有任何改动。</translation>
    </message>
    <message>
        <source>Close some programs. If it happens again, IT can raise the limit (RLIMIT_NPROC).</source>
        <translation>请关闭一些程序。如果再次发生，IT 可以提高上限（RLIMIT_NPROC）。</translation>
    </message>
    <message>
        <source>Enrolling with {host} did not work ({detail}).</source>
        <translation>向 {host} 注册未成功（{detail}）。</translation>
    </message>
    <message>
        <source>Events for IT are not sent: this computer has no token for {host}.</source>
        <translation>发给 IT 的记录未发送：本机没有用于 {host} 的令牌。</translation>
    </message>
    <message>
        <source>Events for IT are not sent: what answers at {host} takes no events ({detail}).</source>
        <translation>发给 IT 的记录未发送：{host} 上应答的不是记录接收端（{detail}）。</translation>
    </message>
    <message>
        <source>Events for IT could not be sent yet: {host} has no time now (answer {answer}).</source>
        <translation>发给 IT 的记录尚未发出：{host} 目前繁忙（应答 {answer}）。</translation>
    </message>
    <message>
        <source>Events for IT could not be sent yet: {host} is out of reach ({detail}).</source>
        <translation>发给 IT 的记录尚未发出：无法连接 {host}（{detail}）。</translation>
    </message>
    <message>
        <source>Free some space and try again. Nothing was changed.</source>
        <translation>请腾出一些空间再试。没有任何改动。</translation>
    </message>
    <message>
        <source>Give a reason of up to 500 characters and a date within a year.</source>
        <translation>请填写不超过 500 字的理由和一年之内的日期。</translation>
    </message>
    <message>
        <source>IT: check the certificate of the host, or this computer&apos;s date.</source>
        <translation>IT：请检查服务器的证书，或本机的日期。</translation>
    </message>
    <message>
        <source>IT: check what this computer&apos;s token may read, and the file&apos;s rights.</source>
        <translation>IT：请检查本机令牌的读取权限，以及该文件的权限。</translation>
    </message>
    <message>
        <source>IT: correct it; it is then read at once. Started anew, Signpost would not run.</source>
        <translation>IT：请更正配置，更正后会立即读取。若现在重新启动，Signpost 将无法运行。</translation>
    </message>
    <message>
        <source>IT: correct the address or the format under `events` in the policy. Until then they are kept.</source>
        <translation>IT：请更正策略中 `events` 的地址或格式。在此之前记录会保留。</translation>
    </message>
    <message>
        <source>IT: correct the file. Signpost does not start with a configuration it cannot read whole.</source>
        <translation>IT：请更正该文件。配置无法完整读取时，Signpost 不会启动。</translation>
    </message>
    <message>
        <source>IT: give this computer a new token for events. Until then they are kept.</source>
        <translation>IT：请为本机提供新的记录令牌。在此之前记录会保留。</translation>
    </message>
    <message>
        <source>IT: install the company configuration ({path}), or pass --url and --root.</source>
        <translation>IT：请安装公司配置（{path}），或指定 --url 和 --root。</translation>
    </message>
    <message>
        <source>IT: install the file that `ca_bundle` names, as PEM, readable for everybody.</source>
        <translation>IT：请安装 `ca_bundle` 指定的文件，PEM 格式，所有人可读。</translation>
    </message>
    <message>
        <source>IT: publish again. If the date is not past, check this computer&apos;s clock.</source>
        <translation>IT：请重新发布。如果日期未过，请检查本机的时钟。</translation>
    </message>
    <message>
        <source>IT: run `signpost-admin check` and publish again.</source>
        <translation>IT：请运行 `signpost-admin check` 并重新发布。</translation>
    </message>
    <message>
        <source>IT: run `signpost-admin publish`.</source>
        <translation>IT：请运行 `signpost-admin publish`。</translation>
    </message>
    <message>
        <source>IT: see what the receiver says of them. Until then they are kept.</source>
        <translation>IT：请查看接收端的说明。在此之前记录会保留。</translation>
    </message>
    <message>
        <source>IT: set enrol_url in the company configuration.</source>
        <translation>IT：请在公司配置中设置 enrol_url。</translation>
    </message>
    <message>
        <source>IT: set events_token and events_url in the company configuration, or enrol the computer for events.</source>
        <translation>IT：请在公司配置中设置 events_token 和 events_url，或为本机注册记录发送。</translation>
    </message>
    <message>
        <source>IT: the address and the root of this installation do not belong together.</source>
        <translation>IT：此安装的地址与信任根不匹配。</translation>
    </message>
    <message>
        <source>If it stays so, IT should check the address and the policy host.</source>
        <translation>如果一直如此，IT 应检查地址和策略服务器。</translation>
    </message>
    <message>
        <source>If it stays so, IT should check the policy host and the proxy.</source>
        <translation>如果一直如此，IT 应检查策略服务器和代理。</translation>
    </message>
    <message>
        <source>If this network asks you to sign in, open a web page and do so. Signpost tries again by itself.</source>
        <translation>如果该网络要求登录，请打开网页登录。Signpost 会自动重试。</translation>
    </message>
    <message>
        <source>It is kept and sent again by itself.</source>
        <translation>它会被保留并自动重新发送。</translation>
    </message>
    <message>
        <source>It is left as it is. Install the newer version again; the agent of this one keeps it and begins another.</source>
        <translation>该文件保持原样。请重新安装较新的版本；此版本的代理会保留它，并另建一个新文件。</translation>
    </message>
    <message>
        <source>It is tried again with the next policy. If this comes again, tell your IT.</source>
        <translation>收到下一版策略时会重试。如果再次出现，请告知 IT。</translation>
    </message>
    <message>
        <source>It is your own file: correct it, or remove it. Signpost waits, and goes on by itself as soon as that is done.</source>
        <translation>这是你自己的文件：请更正或删除它。Signpost 会一直等待，完成后自动继续。</translation>
    </message>
    <message>
        <source>It was removed and not started. Tell IT before trying again.</source>
        <translation>它已被移除，没有启动过。重试之前请告诉 IT。</translation>
    </message>
    <message>
        <source>It was taken away again. Tell IT.</source>
        <translation>它已被移除。请告诉 IT。</translation>
    </message>
    <message>
        <source>Items: {known}.</source>
        <translation>可选项：{known}。</translation>
    </message>
    <message>
        <source>Known: {known}. Otherwise ask IT.</source>
        <translation>可用：{known}。其他情况请联系 IT。</translation>
    </message>
    <message>
        <source>Launches cannot be watched by {source}: {reason}.</source>
        <translation>无法通过 {source} 观察程序启动：{reason}。</translation>
    </message>
    <message>
        <source>Look at the preview again, then carry over.</source>
        <translation>请重新查看预览，然后再带过来。</translation>
    </message>
    <message>
        <source>Mend that file or leave this item out. Everything else comes along without it.</source>
        <translation>请修复该文件，或不选此项。其他内容不受影响。</translation>
    </message>
    <message>
        <source>Mend that file or leave this item out. It was not changed.</source>
        <translation>请修复该文件，或不选此项。该文件未被改动。</translation>
    </message>
    <message>
        <source>Name the folder of one project.</source>
        <translation>请指定一个项目的文件夹。</translation>
    </message>
    <message>
        <source>No code was given.</source>
        <translation>没有给出注册码。</translation>
    </message>
    <message>
        <source>No further thread can be started: you run as many programs as you may, or memory is short.</source>
        <translation>无法再启动新线程：你运行的程序数量已达上限，或内存不足。</translation>
    </message>
    <message>
        <source>Node.js {found} on this computer is too old; {tool} needs {node} or newer.</source>
        <translation>本机的 Node.js {found} 太旧；{tool} 需要 {node} 或更高版本。</translation>
    </message>
    <message>
        <source>Nothing further was removed. Look at the list again.</source>
        <translation>没有再移除任何内容。请重新查看列表。</translation>
    </message>
    <message>
        <source>Nothing is lost. IT: install the newer version again to read it.</source>
        <translation>没有任何内容丢失。IT：如需读取，请重新安装较新的版本。</translation>
    </message>
    <message>
        <source>Nothing needs to be done.</source>
        <translation>无需任何操作。</translation>
    </message>
    <message>
        <source>Nothing of {tool} was found on this computer that Signpost can remove.</source>
        <translation>这台电脑上没有找到 Signpost 可以移除的 {tool} 内容。</translation>
    </message>
    <message>
        <source>Nothing to do: Signpost checks as soon as it can.</source>
        <translation>无需操作：Signpost 会尽快检查。</translation>
    </message>
    <message>
        <source>Nothing to do: Signpost fetches it again as soon as it reaches the policy host.</source>
        <translation>无需操作：连上策略服务器后，Signpost 会重新获取。</translation>
    </message>
    <message>
        <source>Nothing to do: Signpost fetches it again. If this comes back, tell IT: something changes files here.</source>
        <translation>无需操作：Signpost 会重新获取。如果再次出现，请告诉 IT：有程序在改动本机的文件。</translation>
    </message>
    <message>
        <source>Nothing to do: Signpost fetches this company&apos;s policy as soon as it reaches the policy host.</source>
        <translation>无需操作：连上策略服务器后，Signpost 会获取本公司的策略。</translation>
    </message>
    <message>
        <source>Nothing was changed. What was downloaded already is kept for the next time.</source>
        <translation>没有任何改动。已下载的部分留待下次使用。</translation>
    </message>
    <message>
        <source>Only the version before the last set-up is kept.</source>
        <translation>只保留上一次安装之前的版本。</translation>
    </message>
    <message>
        <source>Paste the token as IT gave it: one line, without spaces.</source>
        <translation>请按 IT 提供的原样粘贴令牌：一行，不含空格。</translation>
    </message>
    <message>
        <source>Put a plain file or folder there, or leave this item out.</source>
        <translation>请在那里放置普通文件或文件夹，或不选此项。</translation>
    </message>
    <message>
        <source>Rename or remove it, then try again. Nothing was changed.</source>
        <translation>请将它改名或移除，然后重试。没有任何改动。</translation>
    </message>
    <message>
        <source>Run the command in a terminal of your own, or click in Signpost.</source>
        <translation>请在你自己的终端中运行该命令，或在 Signpost 中点击。</translation>
    </message>
    <message>
        <source>Save your work, close them and try again. What was downloaded already is kept.</source>
        <translation>请保存工作、关闭它们后重试。已下载的内容会保留。</translation>
    </message>
    <message>
        <source>Set it up again, or ask IT to remove it with {manager}.</source>
        <translation>请重新安装，或让 IT 用 {manager} 将其移除。</translation>
    </message>
    <message>
        <source>Set it up first.</source>
        <translation>请先安装该工具。</translation>
    </message>
    <message>
        <source>Set that up first or ask IT for it, then try again. Nothing was changed.</source>
        <translation>请先安装它，或向 IT 索取，然后重试。没有任何改动。</translation>
    </message>
    <message>
        <source>Set the tool up again; that writes a new record.</source>
        <translation>请重新安装该工具，这会写入新的记录。</translation>
    </message>
    <message>
        <source>Setting up {tool} needs {needed} on the disk of {path}; {free} are free.</source>
        <translation>安装 {tool} 需要 {path} 所在磁盘有 {needed} 空间；现有 {free}。</translation>
    </message>
    <message>
        <source>Setting up {tool} took longer than {seconds} seconds and was ended.</source>
        <translation>安装 {tool} 超过 {seconds} 秒，已终止。</translation>
    </message>
    <message>
        <source>Sign in to the registry (`npm login`) or ask IT for access, then try again.</source>
        <translation>请登录软件源（`npm login`）或向 IT 申请权限，然后重试。</translation>
    </message>
    <message>
        <source>Signpost could not look for the policy&apos;s tools on this computer: {detail}.</source>
        <translation>Signpost 未能在这台电脑上查找策略中的工具：{detail}。</translation>
    </message>
    <message>
        <source>Signpost does not know its company yet: {missing} is not set.</source>
        <translation>Signpost 还不知道属于哪家公司：未设置 {missing}。</translation>
    </message>
    <message>
        <source>Signpost takes the next source there is; `signpost watch` says which one and what it can miss.</source>
        <translation>Signpost 会改用下一个来源；`signpost watch` 会说明用的是哪一个、可能漏掉什么。</translation>
    </message>
    <message>
        <source>Signpost tries again by itself.</source>
        <translation>Signpost 会自动重试。</translation>
    </message>
    <message>
        <source>Signpost tries again by itself. If it stays so, tell IT.</source>
        <translation>Signpost 会自动重试。如果一直如此，请告诉 IT。</translation>
    </message>
    <message>
        <source>Something answered in place of {host}: {detail}.</source>
        <translation>应答的不是 {host}：{detail}。</translation>
    </message>
    <message>
        <source>Something went wrong: {detail}</source>
        <translation>出了点问题：{detail}</translation>
    </message>
    <message>
        <source>Speak to your IT. `signpost status` says which policy is in force.</source>
        <translation>请直接联系 IT 部门。运行 signpost status 可查看当前生效的策略。</translation>
    </message>
    <message>
        <source>Start Signpost from a desktop session, or run it with --headless.</source>
        <translation>请在桌面会话中启动 Signpost，或加 --headless 运行。</translation>
    </message>
    <message>
        <source>Take it along by hand, or leave this item out.</source>
        <translation>请手动带过来，或不选此项。</translation>
    </message>
    <message>
        <source>Tell IT that the address for exception requests does not work, and ask them directly.</source>
        <translation>请告诉 IT 例外申请的地址不可用，并直接向他们申请。</translation>
    </message>
    <message>
        <source>Tell IT: it must be corrected and published again. Nothing was changed.</source>
        <translation>请告诉 IT：需要更正并重新发布。没有任何改动。</translation>
    </message>
    <message>
        <source>Tell IT: only they can publish a policy this computer accepts.</source>
        <translation>请告诉 IT：只有他们能发布本机接受的策略。</translation>
    </message>
    <message>
        <source>Tell IT: the registry of this computer lacks the version the company chose. Nothing was changed.</source>
        <translation>请告诉 IT：本机的软件源缺少公司选定的版本。没有任何改动。</translation>
    </message>
    <message>
        <source>That is no access token: {detail}.</source>
        <translation>这不是访问令牌：{detail}。</translation>
    </message>
    <message>
        <source>The access of this computer has ended: {host} no longer accepts its token.</source>
        <translation>本机的访问权已终止：{host} 不再接受它的令牌。</translation>
    </message>
    <message>
        <source>The access token could not be read or kept in the keyring ({detail}).</source>
        <translation>无法在密钥环中读取或保存访问令牌（{detail}）。</translation>
    </message>
    <message>
        <source>The access token in {path} cannot be read ({detail}).</source>
        <translation>{path} 中的访问令牌无法读取（{detail}）。</translation>
    </message>
    <message>
        <source>The bundle cannot be used: {detail}</source>
        <translation>无法使用此软件包：{detail}</translation>
    </message>
    <message>
        <source>The company&apos;s certificate authorities in {path} cannot be used ({detail}).</source>
        <translation>无法使用 {path} 中的公司证书颁发机构（{detail}）。</translation>
    </message>
    <message>
        <source>The company&apos;s policy for everybody applies. IT: publish the roll-out again, or update Signpost here.</source>
        <translation>公司面向所有人的策略生效。IT：请重新进行分阶段发布，或更新本机的 Signpost。</translation>
    </message>
    <message>
        <source>The configuration was changed, and Signpost goes on with the settings of before. {detail}</source>
        <translation>配置已更改，Signpost 继续使用之前的设置。{detail}</translation>
    </message>
    <message>
        <source>The configuration {path} cannot be used: {detail}</source>
        <translation>配置 {path} 无法使用：{detail}</translation>
    </message>
    <message>
        <source>The connection to {host} broke off in the middle of {file}.</source>
        <translation>获取 {file} 时，与 {host} 的连接中断。</translation>
    </message>
    <message>
        <source>The connection to {host} is not secure ({detail}).</source>
        <translation>与 {host} 的连接不安全（{detail}）。</translation>
    </message>
    <message>
        <source>The download of {file} was stopped.</source>
        <translation>{file} 的下载已停止。</translation>
    </message>
    <message>
        <source>The enrolment code is for another computer, not for {device}.</source>
        <translation>此注册码属于另一台电脑，而不是 {device}。</translation>
    </message>
    <message>
        <source>The enrolment code was used before, or its time is over.</source>
        <translation>此注册码已被使用，或已过期。</translation>
    </message>
    <message>
        <source>The file {target}, which the company&apos;s policy speaks of, is not on this computer.</source>
        <translation>公司策略中提到的文件 {target} 不在这台电脑上。</translation>
    </message>
    <message>
        <source>The installation of {tool} was not authorised.</source>
        <translation>{tool} 的安装未获授权。</translation>
    </message>
    <message>
        <source>The keyring did not answer within {seconds} seconds; it is probably locked.</source>
        <translation>密钥环在 {seconds} 秒内没有应答，可能已锁定。</translation>
    </message>
    <message>
        <source>The package registry{registry} could not be reached ({code}).</source>
        <translation>无法连接软件源{registry}（{code}）。</translation>
    </message>
    <message>
        <source>The package registry{registry} did not let this computer in ({code}).</source>
        <translation>软件源{registry}拒绝了本机的访问（{code}）。</translation>
    </message>
    <message>
        <source>The package registry{registry} does not have {package} ({code}).</source>
        <translation>软件源{registry}中没有 {package}（{code}）。</translation>
    </message>
    <message>
        <source>The package registry{registry} showed a certificate that Node.js does not trust ({code}).</source>
        <translation>软件源{registry}出示的证书不受 Node.js 信任（{code}）。</translation>
    </message>
    <message>
        <source>The policy at {host} is signed by somebody this computer was not told to trust ({detail}).</source>
        <translation>{host} 上的策略由本机未获告知可信任的一方签名（{detail}）。</translation>
    </message>
    <message>
        <source>The policy at {host} ran out: its {role} was valid until {since}.</source>
        <translation>{host} 上的策略已过期：其 {role} 的有效期至 {since}。</translation>
    </message>
    <message>
        <source>The policy document cannot be read: {detail}</source>
        <translation>无法读取策略文件：{detail}</translation>
    </message>
    <message>
        <source>The policy from {host} was not accepted: {detail}</source>
        <translation>未接受来自 {host} 的策略：{detail}</translation>
    </message>
    <message>
        <source>The policy host {host} could not be reached ({detail}).</source>
        <translation>无法连接策略服务器 {host}（{detail}）。</translation>
    </message>
    <message>
        <source>The policy host {host} does not answer ({detail}).</source>
        <translation>{host} 没有应答（{detail}）。</translation>
    </message>
    <message>
        <source>The recipe for {tool} cannot be used: {detail}</source>
        <translation>{tool} 的安装方案无法使用：{detail}</translation>
    </message>
    <message>
        <source>The record of an earlier carry-over cannot be read: {path}.</source>
        <translation>无法读取以前带过来设置的记录：{path}。</translation>
    </message>
    <message>
        <source>The record of events at {path} cannot be used: {detail}</source>
        <translation>{path} 的事件记录无法使用：{detail}</translation>
    </message>
    <message>
        <source>The record of what happened at {path} cannot be used: {detail}</source>
        <translation>位于 {path} 的动态记录无法使用：{detail}</translation>
    </message>
    <message>
        <source>The record {path} of what was set up cannot be read: {detail}</source>
        <translation>无法读取安装记录 {path}：{detail}</translation>
    </message>
    <message>
        <source>The set-up of {tool} was cancelled.</source>
        <translation>已取消安装 {tool}。</translation>
    </message>
    <message>
        <source>The set-up recipes cannot be read: {detail}</source>
        <translation>无法读取安装方案：{detail}</translation>
    </message>
    <message>
        <source>The stored policy belongs to another installation of Signpost and was put aside.</source>
        <translation>本机存有的策略属于另一个 Signpost 安装，已搁置。</translation>
    </message>
    <message>
        <source>The stored policy is not signed as it has to be ({detail}) and was put aside.</source>
        <translation>本机存有的策略签名不符合要求（{detail}），已搁置。</translation>
    </message>
    <message>
        <source>The stored policy was damaged ({detail}) and was put aside.</source>
        <translation>本机存有的策略已损坏（{detail}），已搁置。</translation>
    </message>
    <message>
        <source>The stored policy was written by a newer Signpost and was put aside.</source>
        <translation>本机存有的策略由较新的 Signpost 写入，已搁置。</translation>
    </message>
    <message>
        <source>There is no carry-over from {source} to {target} to undo.</source>
        <translation>没有可撤销的从 {source} 到 {target} 的设置迁移。</translation>
    </message>
    <message>
        <source>There is no earlier version of {tool} on this computer.</source>
        <translation>这台电脑上没有 {tool} 的更早版本。</translation>
    </message>
    <message>
        <source>There is no item {item} in this carry-over.</source>
        <translation>此次设置迁移中没有项目 {item}。</translation>
    </message>
    <message>
        <source>There is no screen here to show anything on.</source>
        <translation>这里没有可用的屏幕。</translation>
    </message>
    <message>
        <source>There is no set-up for {tool} in the policy in force.</source>
        <translation>现行策略中没有 {tool} 的安装方案。</translation>
    </message>
    <message>
        <source>There is not enough space left on the disk for {path}.</source>
        <translation>磁盘空间不足，无法写入 {path}。</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>没有可撤销的内容。</translation>
    </message>
    <message>
        <source>They are kept and sent again by themselves.</source>
        <translation>记录会保留，并自动重新发送。</translation>
    </message>
    <message>
        <source>This cannot be asked of IT: {detail}</source>
        <translation>无法向 IT 申请：{detail}</translation>
    </message>
    <message>
        <source>This computer is not enrolled with {host} yet.</source>
        <translation>本机尚未在 {host} 注册。</translation>
    </message>
    <message>
        <source>This computer is offline, or {host} cannot be found ({detail}).</source>
        <translation>本机离线，或找不到 {host}（{detail}）。</translation>
    </message>
    <message>
        <source>This computer was not told where to enrol.</source>
        <translation>本机未被告知到哪里注册。</translation>
    </message>
    <message>
        <source>This way of setting {tool} up is not for this computer: {detail}</source>
        <translation>这种安装 {tool} 的方式不适用于这台电脑：{detail}</translation>
    </message>
    <message>
        <source>Try again and enter an administrator&apos;s password, or ask IT. Nothing was changed.</source>
        <translation>请重试并输入管理员密码，或联系 IT。没有任何改动。</translation>
    </message>
    <message>
        <source>Try again in a minute. If it stays so, IT must publish the recipe and its file again.</source>
        <translation>请过一分钟再试。如果仍然如此，IT 需要重新发布安装方案及其文件。</translation>
    </message>
    <message>
        <source>Try again on a faster connection; what was downloaded already is kept.</source>
        <translation>请换更快的网络重试；已下载的部分会保留。</translation>
    </message>
    <message>
        <source>Try again once the policy was brought up to date. Nothing was changed.</source>
        <translation>请在策略更新后重试。没有任何改动。</translation>
    </message>
    <message>
        <source>Try again, or ask IT to remove it with {manager}.</source>
        <translation>请重试，或让 IT 用 {manager} 将其移除。</translation>
    </message>
    <message>
        <source>Try again. If it happens again, tell IT.</source>
        <translation>请重试。如果再次发生，请告诉 IT。</translation>
    </message>
    <message>
        <source>Try again. If it happens again, tell IT. Nothing was left half installed.</source>
        <translation>请重试。如果再次发生，请告诉 IT。没有留下装到一半的内容。</translation>
    </message>
    <message>
        <source>Unlock the keyring. Until then the last good policy stays in force.</source>
        <translation>请解锁密钥环。在此之前，上一份有效策略继续生效。</translation>
    </message>
    <message>
        <source>Use `signpost token set --file`, which keeps it in a file that only you can read.</source>
        <translation>请使用 `signpost token set --file`，它把令牌保存在只有你能读取的文件中。</translation>
    </message>
    <message>
        <source>Use the one that is running, or end it first.</source>
        <translation>请使用正在运行的那个，或先结束它。</translation>
    </message>
    <message>
        <source>Version {previous} is back in its place and works on. Tell IT.</source>
        <translation>已恢复到版本 {previous}，可以继续使用。请告诉 IT。</translation>
    </message>
    <message>
        <source>Wait until it is done, then try again. Nothing was changed.</source>
        <translation>请等它完成后再试。没有任何改动。</translation>
    </message>
    <message>
        <source>Wait until it is done.</source>
        <translation>请等它完成。</translation>
    </message>
    <message>
        <source>What arrived for {tool} is not what the company approved: {detail}</source>
        <translation>收到的 {tool} 与公司批准的不一致：{detail}</translation>
    </message>
    <message>
        <source>What has arrived is kept and serves the next try.</source>
        <translation>已收到的部分会保留，供下次尝试使用。</translation>
    </message>
    <message>
        <source>What is kept of this computer&apos;s enrolment in {path} cannot be read ({detail}).</source>
        <translation>{path} 中保存的本机注册信息无法读取（{detail}）。</translation>
    </message>
    <message>
        <source>What there is of {tool} has changed since it was shown to you.</source>
        <translation>在向你显示之后，{tool} 的内容发生了变化。</translation>
    </message>
    <message>
        <source>Whether there is a newer policy has not been checked since {since}.</source>
        <translation>自 {since} 起尚未检查是否有新策略。</translation>
    </message>
    <message>
        <source>Your company&apos;s policy does not say how settings come along from {source} to {target}.</source>
        <translation>公司策略未说明如何将设置从 {source} 带到 {target}。</translation>
    </message>
    <message>
        <source>Your company&apos;s policy names nobody to ask about {tool}.</source>
        <translation>贵公司的策略没有指定就 {tool} 可以向谁申请。</translation>
    </message>
    <message>
        <source>Your request for {tool} could not be sent yet: {host} {detail}.</source>
        <translation>你对 {tool} 的申请尚未发出：{host} {detail}。</translation>
    </message>
    <message>
        <source>Your request for {tool} was not sent: your company has another address for requests now, or none.</source>
        <translation>你对 {tool} 的申请没有发出：公司的申请接收地址已更改或已取消。</translation>
    </message>
    <message>
        <source>npm ({npm}) does not start: {detail}</source>
        <translation>npm（{npm}）无法启动：{detail}</translation>
    </message>
    <message>
        <source>npm could not install {tool} ({code}): {detail}</source>
        <translation>npm 无法安装 {tool}（{code}）：{detail}</translation>
    </message>
    <message>
        <source>npm, which installs {tool}, was not found on this computer.</source>
        <translation>本机没有安装 {tool} 所需的 npm。</translation>
    </message>
    <message>
        <source>{command} was installed but did not answer with version {version}; it answered: {answer}</source>
        <translation>{command} 已安装，但没有报出版本 {version}；它的回答是：{answer}</translation>
    </message>
    <message>
        <source>{file} from {host} is larger than it may be ({detail}).</source>
        <translation>来自 {host} 的 {file} 超过允许的大小（{detail}）。</translation>
    </message>
    <message>
        <source>{file} from {host} is not what was signed ({detail}).</source>
        <translation>来自 {host} 的 {file} 与签名的内容不符（{detail}）。</translation>
    </message>
    <message>
        <source>{file} is not part of what the company signed for set-ups.</source>
        <translation>{file} 不在公司为安装签名的内容之中。</translation>
    </message>
    <message>
        <source>{host} accepts no event of this computer (answer {answer}).</source>
        <translation>{host} 不接受本机的任何记录（应答 {answer}）。</translation>
    </message>
    <message>
        <source>{host} answered {status} for {file}.</source>
        <translation>{host} 对 {file} 返回 {status}。</translation>
    </message>
    <message>
        <source>{host} did not accept your request for {tool} (answer {status}).</source>
        <translation>{host} 未接受你对 {tool} 的申请（应答 {status}）。</translation>
    </message>
    <message>
        <source>{host} did not accept your request for {tool}.</source>
        <translation>{host} 未接受你对 {tool} 的申请。</translation>
    </message>
    <message>
        <source>{host} does not accept the events of this computer: its token is wrong or has ended (answer {answer}).</source>
        <translation>{host} 不接受本机的记录：令牌有误或已失效（应答 {answer}）。</translation>
    </message>
    <message>
        <source>{host} does not know the enrolment code of this computer.</source>
        <translation>{host} 不认识本机的注册码。</translation>
    </message>
    <message>
        <source>{host} does not know this computer ({status} for {file}): its access token is missing or no longer valid.</source>
        <translation>{host} 不认识本机（{file} 返回 {status}）：访问令牌缺失或已失效。</translation>
    </message>
    <message>
        <source>{host} does not let this computer in ({status} for {file}).</source>
        <translation>{host} 不允许本机访问（{file} 返回 {status}）。</translation>
    </message>
    <message>
        <source>{host} has no {file} yet.</source>
        <translation>{host} 上还没有 {file}。</translation>
    </message>
    <message>
        <source>{host} knows a computer called {device} already.</source>
        <translation>{host} 上已有名为 {device} 的电脑。</translation>
    </message>
    <message>
        <source>{host} offers an older policy than this computer has already seen ({detail}).</source>
        <translation>{host} 提供的策略比本机见过的更旧（{detail}）。</translation>
    </message>
    <message>
        <source>{host} sent far more around {file} than belongs there.</source>
        <translation>{host} 在 {file} 前后发送了远超应有的内容。</translation>
    </message>
    <message>
        <source>{host} was too slow: {file} had not arrived when the time was up.</source>
        <translation>{host} 太慢：{file} 未能按时收到。</translation>
    </message>
    <message>
        <source>{manager} cannot install {tool} on this computer: {detail}</source>
        <translation>{manager} 无法在这台电脑上安装 {tool}：{detail}</translation>
    </message>
    <message>
        <source>{manager} could not install {tool} ({code}): {detail}</source>
        <translation>{manager} 未能安装 {tool}（{code}）：{detail}</translation>
    </message>
    <message>
        <source>{manager} could not remove {package} ({code}): {detail}</source>
        <translation>{manager} 未能删除 {package}（{code}）：{detail}</translation>
    </message>
    <message>
        <source>{manager}, which installs {tool}, was not found on this computer.</source>
        <translation>在这台电脑上没有找到用来安装 {tool} 的 {manager}。</translation>
    </message>
    <message>
        <source>{path} belongs to another user of this computer and is not used.</source>
        <translation>{path} 属于本机的另一位用户，因此未被使用。</translation>
    </message>
    <message>
        <source>{path} cannot be read ({detail}).</source>
        <translation>无法读取 {path}（{detail}）。</translation>
    </message>
    <message>
        <source>{path} cannot be read: {detail}.</source>
        <translation>无法读取 {path}：{detail}。</translation>
    </message>
    <message>
        <source>{path} cannot be written ({detail}).</source>
        <translation>无法写入 {path}（{detail}）。</translation>
    </message>
    <message>
        <source>{path} cannot take the entries: {detail}.</source>
        <translation>无法将条目写入 {path}：{detail}。</translation>
    </message>
    <message>
        <source>{path} changed since you looked. Nothing was written.</source>
        <translation>{path} 在你查看之后已更改。未写入任何内容。</translation>
    </message>
    <message>
        <source>{path} is already there and was not put there by Signpost.</source>
        <translation>{path} 已存在，且不是 Signpost 放置的。</translation>
    </message>
    <message>
        <source>{path} is more than can come along: {detail}.</source>
        <translation>{path} 超出可带过来的范围：{detail}。</translation>
    </message>
    <message>
        <source>{path} is no project folder: {detail}.</source>
        <translation>{path} 不是项目文件夹：{detail}。</translation>
    </message>
    <message>
        <source>{path} is {detail} and was not touched.</source>
        <translation>{path} 是 {detail}，未作任何改动。</translation>
    </message>
    <message>
        <source>{path} was left as it is: {detail}</source>
        <translation>{path} 保持原样：{detail}</translation>
    </message>
    <message>
        <source>{path} was written by a newer Signpost (format {found}, this one knows {known}).</source>
        <translation>{path} 由较新的 Signpost 写入（格式 {found}，此版本支持 {known}）。</translation>
    </message>
    <message>
        <source>{path} was written by a newer Signpost. It is kept as {kept}, and a new one was begun.</source>
        <translation>{path} 由较新的 Signpost 写入，已保留为 {kept}，并新建了一个文件。</translation>
    </message>
    <message>
        <source>{todo}</source>
        <translation>{todo}</translation>
    </message>
    <message>
        <source>{tool} asked for its own set-up, which could go on for ever.</source>
        <translation>{tool} 请求安装它自己，这可能会无限循环。</translation>
    </message>
    <message>
        <source>{tool} cannot be rolled back to {version}: {detail}.</source>
        <translation>{tool} 无法回退到 {version}：{detail}。</translation>
    </message>
    <message>
        <source>{tool} cannot be set up on this computer. {reasons}</source>
        <translation>{tool} 无法安装在这台电脑上。{reasons}</translation>
    </message>
    <message>
        <source>{tool} cannot be set up on this kind of computer ({system}).</source>
        <translation>{tool} 无法安装在这类电脑上（{system}）。</translation>
    </message>
    <message>
        <source>{tool} is being set up already.</source>
        <translation>{tool} 已在安装中。</translation>
    </message>
    <message>
        <source>{tool} needs {requirement}, which is not on this computer.</source>
        <translation>{tool} 需要 {requirement}，而这台电脑上没有。</translation>
    </message>
    <message>
        <source>{tool} was installed, but {command} is not there as it should be: {answer}</source>
        <translation>{tool} 已安装，但 {command} 不符合预期：{answer}</translation>
    </message>
    <message>
        <source>{tool} was not finished: {manager} now has {package} {found}, which does not work as it should.</source>
        <translation>{tool} 未能装完：{manager} 中现有 {package} {found}，但无法正常工作。</translation>
    </message>
    <message>
        <source>{tool} was not set up by Signpost.</source>
        <translation>{tool} 不是由 Signpost 安装的。</translation>
    </message>
    <message>
        <source>{tool} {version} did not work as it should and was taken back ({answer}).</source>
        <translation>{tool} {version} 无法正常工作，已撤回（{answer}）。</translation>
    </message>
    <message>
        <source>{what}</source>
        <translation>{what}</translation>
    </message>
</context>
<context>
    <name>evidence</name>
    <message>
        <source>It belongs to the Python package {package}.</source>
        <translation>它属于 Python 包 {package}。</translation>
    </message>
    <message>
        <source>It belongs to the editor extension {package}.</source>
        <translation>它属于编辑器扩展 {package}。</translation>
    </message>
    <message>
        <source>It belongs to the npm package {package}.</source>
        <translation>它属于 npm 包 {package}。</translation>
    </message>
    <message>
        <source>It belongs to the package {package}.</source>
        <translation>它属于软件包 {package}。</translation>
    </message>
    <message>
        <source>It is installed at {path}.</source>
        <translation>它安装在 {path}。</translation>
    </message>
    <message>
        <source>It was started by {program}.</source>
        <translation>它由 {program} 启动。</translation>
    </message>
    <message>
        <source>It was started with the variable {name}.</source>
        <translation>启动时带有变量 {name}。</translation>
    </message>
    <message>
        <source>Its file is byte for byte one the policy lists ({digest}…).</source>
        <translation>它的文件与策略所列文件逐字节相同（{digest}…）。</translation>
    </message>
    <message>
        <source>Its file is called {name}.</source>
        <translation>它的文件名为 {name}。</translation>
    </message>
    <message>
        <source>Its file is signed by {signer}.</source>
        <translation>它的文件由 {signer} 签名。</translation>
    </message>
    <message>
        <source>Its file is {path}.</source>
        <translation>它的文件是 {path}。</translation>
    </message>
    <message>
        <source>Its file names itself {marker}.</source>
        <translation>它的文件自称 {marker}。</translation>
    </message>
    <message>
        <source>The policy&apos;s rule for this is {rule}.</source>
        <translation>对应的策略规则是 {rule}。</translation>
    </message>
    <message>
        <source>The program that started is {path}.</source>
        <translation>启动的程序是 {path}。</translation>
    </message>
</context>
<context>
    <name>ledger</name>
    <message>
        <source>Alert: {tool}</source>
        <translation>提醒：{tool}</translation>
    </message>
    <message>
        <source>Alerts were put together into one</source>
        <translation>多条提醒已合并为一条</translation>
    </message>
    <message>
        <source>Asked to close, and did: {tool}</source>
        <translation>已请求关闭并已关闭：{tool}</translation>
    </message>
    <message>
        <source>Asked to close, and still runs: {tool}</source>
        <translation>已请求关闭但仍在运行：{tool}</translation>
    </message>
    <message>
        <source>Back to the version before: {tool}</source>
        <translation>已退回上一版本：{tool}</translation>
    </message>
    <message>
        <source>Could not be removed: {tool}</source>
        <translation>未能移除：{tool}</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>已丢弃</translation>
    </message>
    <message>
        <source>Every record in full, before you have to ask.</source>
        <translation>每条记录完整可见，无需询问。</translation>
    </message>
    <message>
        <source>Exception asked for: {tool}</source>
        <translation>已申请例外：{tool}</translation>
    </message>
    <message>
        <source>Exception in force: {tool}</source>
        <translation>例外已生效：{tool}</translation>
    </message>
    <message>
        <source>Exception over: {tool}</source>
        <translation>例外已结束：{tool}</translation>
    </message>
    <message>
        <source>Found installed: {tool}</source>
        <translation>发现已安装：{tool}</translation>
    </message>
    <message>
        <source>It could not be sent for so long that the room for waiting records was full.</source>
        <translation>长时间无法发送，待发送记录的空间已满。</translation>
    </message>
    <message>
        <source>It is sent as soon as the receiver can be reached.</source>
        <translation>接收方可达后会立即发送。</translation>
    </message>
    <message>
        <source>It was not sent: your company&apos;s address for requests changed.</source>
        <translation>申请没有发出：公司的申请接收地址已更改。</translation>
    </message>
    <message>
        <source>No file names, commands or prompts are ever in here.</source>
        <translation>其中绝不包含文件名、命令或提示词。</translation>
    </message>
    <message>
        <source>No longer installed: {tool}</source>
        <translation>已不再安装：{tool}</translation>
    </message>
    <message>
        <source>Prompts and passwords are left out.</source>
        <translation>提示词和密码已略去。</translation>
    </message>
    <message>
        <source>Record of class {number}</source>
        <translation>类别为 {number} 的记录</translation>
    </message>
    <message>
        <source>Removed: {tool}</source>
        <translation>已移除：{tool}</translation>
    </message>
    <message>
        <source>Request taken back: {tool}</source>
        <translation>申请已撤回：{tool}</translation>
    </message>
    <message>
        <source>Search records</source>
        <translation>搜索记录</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>已发送</translation>
    </message>
    <message>
        <source>Set-up finished: {tool}</source>
        <translation>安装完成：{tool}</translation>
    </message>
    <message>
        <source>Set-up stopped: {tool}</source>
        <translation>安装中止：{tool}</translation>
    </message>
    <message>
        <source>Signpost began anew to watch</source>
        <translation>Signpost 已重新开始监视</translation>
    </message>
    <message>
        <source>Something went wrong in Signpost</source>
        <translation>Signpost 出了问题</translation>
    </message>
    <message>
        <source>The policy does not ask for events, so it stays here.</source>
        <translation>策略不要求上报事件，因此留在本机。</translation>
    </message>
    <message>
        <source>The policy does not ask for records of this kind.</source>
        <translation>策略不要求此类记录。</translation>
    </message>
    <message>
        <source>The policy no longer asks for it.</source>
        <translation>策略不再要求该记录。</translation>
    </message>
    <message>
        <source>The receiver did not accept it.</source>
        <translation>接收方未接受。</translation>
    </message>
    <message>
        <source>The receiver took it among others, of which it rejected some.</source>
        <translation>接收端将其与其他记录一并接收，但拒绝了其中一部分。</translation>
    </message>
    <message>
        <source>There are no records yet. One is written when a tool of your policy starts.</source>
        <translation>还没有记录。策略中提到的工具启动时，会写下一条记录。</translation>
    </message>
    <message>
        <source>Update finished: {tool}</source>
        <translation>更新完成：{tool}</translation>
    </message>
    <message>
        <source>Update stopped: {tool}</source>
        <translation>更新中止：{tool}</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待发送</translation>
    </message>
    <message>
        <source>Withheld</source>
        <translation>不发送</translation>
    </message>
    <message>
        <source>You sent it yourself, with your mail program.</source>
        <translation>你自己用邮件程序发送了它。</translation>
    </message>
    <message>
        <source>You took it back before it was sent.</source>
        <translation>你在发送前撤回了它。</translation>
    </message>
    <message>
        <source>Your company has this added: {things}.</source>
        <translation>公司要求附上：{things}。</translation>
    </message>
</context>
<context>
    <name>notification</name>
    <message>
        <source>Later</source>
        <translation>稍后</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>To cancel it, open Signpost.</source>
        <translation>要取消，请打开 Signpost。</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>为什么？</translation>
    </message>
</context>
<context>
    <name>pause</name>
    <message>
        <source>1 more tool was noticed</source>
        <translation>又发现了 1 款工具</translation>
    </message>
    <message>
        <source>If so many alerts look wrong to you, tell your IT.</source>
        <translation>如果你觉得提醒多得不对劲，请告诉 IT。</translation>
    </message>
    <message numerus="yes">
        <source>More than {most} alerts came within an hour. This one now stands for the rest.</source>
        <translation>
            <numerusform>一小时内的提醒超过了 {most} 条。其余的由这一条代替。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was closed. Alerts resume at {time}, or with your company&apos;s next policy.</source>
        <translation>没有关闭任何程序。提醒将在 {time} 恢复，或在公司发布下一份策略时恢复。</translation>
    </message>
    <message>
        <source>Signpost has paused alerts</source>
        <translation>Signpost 已暂停提醒</translation>
    </message>
    <message>
        <source>Unsure?</source>
        <translation>有疑问？</translation>
    </message>
    <message>
        <source>Which tools?</source>
        <translation>是哪些工具？</translation>
    </message>
    <message numerus="yes">
        <source>{count} more tools were noticed</source>
        <translation>
            <numerusform>又发现了 {count} 款工具</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{tool}, {count} times</source>
        <translation>
            <numerusform>{tool}，{count} 次</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>policy</name>
    <message>
        <source>Instead</source>
        <translation>替代工具</translation>
    </message>
    <message numerus="yes">
        <source>It is asked to close {count} minutes after you saw the alert.</source>
        <translation>
            <numerusform>在你看到提醒 {count} 分钟后，会请它关闭。</numerusform>
        </translation>
    </message>
    <message>
        <source>It says nothing to you.</source>
        <translation>其中没有与你有关的内容。</translation>
    </message>
    <message>
        <source>Search the policy</source>
        <translation>搜索策略</translation>
    </message>
    <message>
        <source>{label}: {text}</source>
        <translation>{label}：{text}</translation>
    </message>
</context>
<context>
    <name>removal</name>
    <message>
        <source>Exactly what is listed here goes, and nothing else.</source>
        <translation>只移除此处列出的内容，不会移除其他内容。</translation>
    </message>
    <message>
        <source>It belongs to the machine. Your IT can remove it.</source>
        <translation>它属于整台电脑。你的 IT 部门可以移除它。</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Looking for what belongs to {tool}</source>
        <translation>正在查找属于 {tool} 的内容</translation>
    </message>
    <message>
        <source>Nothing is changed by looking.</source>
        <translation>查找不会更改任何内容。</translation>
    </message>
    <message>
        <source>Nothing of {tool} can be removed here</source>
        <translation>此处没有可移除的 {tool} 内容</translation>
    </message>
    <message>
        <source>Remove what is listed</source>
        <translation>移除所列内容</translation>
    </message>
    <message>
        <source>Remove {tool}</source>
        <translation>移除 {tool}</translation>
    </message>
    <message>
        <source>Remove {tool} from this computer?</source>
        <translation>要从这台电脑移除 {tool} 吗？</translation>
    </message>
    <message>
        <source>Signpost set it up. Remove it under Approved tools.</source>
        <translation>它由 Signpost 设置。请在“已批准的工具”中移除。</translation>
    </message>
    <message>
        <source>The program that installed it has to remove it.</source>
        <translation>需要由安装它的程序来移除。</translation>
    </message>
    <message>
        <source>This goes</source>
        <translation>将移除</translation>
    </message>
    <message>
        <source>This stays</source>
        <translation>将保留</translation>
    </message>
    <message>
        <source>What belongs to it is not known exactly.</source>
        <translation>无法确切知道哪些内容属于它。</translation>
    </message>
    <message>
        <source>Your IT can help with what is left.</source>
        <translation>剩余内容可请 IT 部门协助。</translation>
    </message>
    <message>
        <source>Your company made an exception: you may use it until {day}.</source>
        <translation>贵公司已作出例外安排：您可以使用到{day}。</translation>
    </message>
    <message>
        <source>Your settings and history of {tool} stay as they are.</source>
        <translation>你的 {tool} 设置和历史记录保持不变。</translation>
    </message>
    <message>
        <source>{tool} is being removed</source>
        <translation>正在移除 {tool}</translation>
    </message>
    <message>
        <source>{tool} is gone</source>
        <translation>{tool} 已移除</translation>
    </message>
    <message>
        <source>{tool} was not removed</source>
        <translation>{tool} 未移除</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>A line in the terminal</source>
        <translation>终端中的一行提示</translation>
    </message>
    <message>
        <source>Alerts wait until they are over, but never past the day a tool goes off limits.</source>
        <translation>提醒会等到安静时段结束，但不会晚于工具停用的日期。</translation>
    </message>
    <message>
        <source>All that is kept about you</source>
        <translation>保存的关于你的全部内容</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Diagnostics for IT</source>
        <translation>给 IT 的诊断文件</translation>
    </message>
    <message>
        <source>Every day</source>
        <translation>每天</translation>
    </message>
    <message>
        <source>For tools off limits that start where no card can be shown, such as over SSH. Takes effect when Signpost next starts.</source>
        <translation>用于在无法显示卡片的地方（例如通过 SSH）启动的已停用工具。下次启动 Signpost 时生效。</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>群组</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Monday to Friday</source>
        <translation>周一至周五</translation>
    </message>
    <message>
        <source>On</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Otherwise you hear of changes only after you open Signpost.</source>
        <translation>如果关闭，你要打开 Signpost 之后才会收到变更提醒。</translation>
    </message>
    <message>
        <source>Packages from</source>
        <translation>软件包来源</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>Quiet times</source>
        <translation>安静时段</translation>
    </message>
    <message>
        <source>Records, activity, requests and the log as one file, to read or to take along. Nothing is sent.</source>
        <translation>将记录、活动、申请和日志保存为一个文件，可供查看或带走。不会发送任何内容。</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>另存为</translation>
    </message>
    <message>
        <source>Set by your company</source>
        <translation>由公司设定</translation>
    </message>
    <message>
        <source>Start when I log in</source>
        <translation>登录时启动</translation>
    </message>
    <message>
        <source>Unexpected ends of Signpost: {count}, the last on {day}. The reports stay on this computer.</source>
        <translation>Signpost 意外退出：{count} 次，最近一次是 {day}。报告只保存在这台电脑上。</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Versions, settings, a check-up, the log and crash reports, as a file you can read first. Passwords, your name and your home folder are left out. Nothing is sent.</source>
        <translation>包含版本、设置、检查结果、日志和崩溃报告，你可以先自行查看。不包含密码、你的姓名和个人文件夹。不会发送任何内容。</translation>
    </message>
    <message>
        <source>What you change here applies at once.</source>
        <translation>在这里更改的设置立即生效。</translation>
    </message>
    <message>
        <source>Your company&apos;s own texts appear in the languages it wrote them in.</source>
        <translation>公司的文字以公司提供的语言显示。</translation>
    </message>
</context>
<context>
    <name>setup</name>
    <message>
        <source>A few seconds left</source>
        <translation>还需几秒</translation>
    </message>
    <message>
        <source>About a minute left</source>
        <translation>大约还需 1 分钟</translation>
    </message>
    <message numerus="yes">
        <source>About {count} minutes left</source>
        <translation>
            <numerusform>大约还需 {count} 分钟</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>About {count} seconds left</source>
        <translation>
            <numerusform>大约还需 {count} 秒</numerusform>
        </translation>
    </message>
    <message>
        <source>Add these lines</source>
        <translation>添加这几行</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Cancelling</source>
        <translation>正在取消</translation>
    </message>
    <message>
        <source>Carrying your settings over</source>
        <translation>正在把你的设置带过来</translation>
    </message>
    <message>
        <source>Check space and what is here already</source>
        <translation>检查空间和已有内容</translation>
    </message>
    <message>
        <source>Check that it starts</source>
        <translation>确认能够启动</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>正在检查</translation>
    </message>
    <message>
        <source>Checking that it starts</source>
        <translation>正在确认能够启动</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Closing this card does not stop it.</source>
        <translation>关闭此卡片不会中断安装。</translation>
    </message>
    <message>
        <source>Compare with what your company approved</source>
        <translation>与公司批准的内容比对</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>正在比对</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Details for IT</source>
        <translation>供 IT 参考的细节</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Downloading</source>
        <translation>正在下载</translation>
    </message>
    <message>
        <source>Getting ready</source>
        <translation>正在准备</translation>
    </message>
    <message>
        <source>Install</source>
        <translation>安装</translation>
    </message>
    <message>
        <source>Install for the whole computer; an administrator&apos;s password is asked for</source>
        <translation>为整台电脑安装，会要求输入管理员密码</translation>
    </message>
    <message>
        <source>Install for you only, no password needed</source>
        <translation>只为你安装，无需密码</translation>
    </message>
    <message>
        <source>Installing</source>
        <translation>正在安装</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>已移除</translation>
    </message>
    <message>
        <source>Set-up</source>
        <translation>安装</translation>
    </message>
    <message>
        <source>Setting up</source>
        <translation>正在安装</translation>
    </message>
    <message>
        <source>Setting up {tool}</source>
        <translation>正在安装 {tool}</translation>
    </message>
    <message>
        <source>Signpost can add these lines to {file}. You can undo it here.</source>
        <translation>Signpost 可以把这几行加到 {file}，之后可在这里撤销。</translation>
    </message>
    <message>
        <source>Something needs attention</source>
        <translation>有事项需要处理</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Terminals do not find it yet</source>
        <translation>终端还找不到它</translation>
    </message>
    <message>
        <source>Terminals find it now</source>
        <translation>新终端现在能找到它</translation>
    </message>
    <message>
        <source>The command that starts it:</source>
        <translation>启动它的命令：</translation>
    </message>
    <message>
        <source>There is no way back to version {version}: {reason}.</source>
        <translation>无法恢复到版本 {version}：{reason}。</translation>
    </message>
    <message>
        <source>These lines were added to {file}:</source>
        <translation>已把这几行加到 {file}：</translation>
    </message>
    <message>
        <source>To start it, type this in a new terminal:</source>
        <translation>在新终端中输入以下命令即可启动：</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Version {version} is kept. Approved tools has the way back to it.</source>
        <translation>版本 {version} 已保留，可在“已批准的工具”中恢复。</translation>
    </message>
    <message>
        <source>Version {version}, installed for the whole computer.</source>
        <translation>版本 {version}，已为整台电脑安装。</translation>
    </message>
    <message>
        <source>Version {version}, installed for you only.</source>
        <translation>版本 {version}，只为你安装。</translation>
    </message>
    <message>
        <source>Waits for {tools}</source>
        <translation>正在等待 {tools}</translation>
    </message>
    <message>
        <source>You can keep working. This runs on its own.</source>
        <translation>可以继续工作，安装会自动完成。</translation>
    </message>
    <message>
        <source>it came from a page, not from Signpost</source>
        <translation>它来自网页，而非 Signpost</translation>
    </message>
    <message>
        <source>its package manager installs only the version it has now</source>
        <translation>其软件包管理器只能安装当前提供的版本</translation>
    </message>
    <message>
        <source>packages for the whole computer only go forward</source>
        <translation>面向整台电脑的软件包只能升级</translation>
    </message>
    <message>
        <source>what it was installed from was not kept</source>
        <translation>安装来源未保留</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} / {total}</translation>
    </message>
    <message>
        <source>{tool} is ready</source>
        <translation>{tool} 已就绪</translation>
    </message>
    <message>
        <source>{tool} was not set up</source>
        <translation>{tool} 未能安装</translation>
    </message>
</context>
<context>
    <name>snooze</name>
    <message>
        <source>For 1 hour</source>
        <translation>1 小时内不提醒</translation>
    </message>
    <message>
        <source>For today</source>
        <translation>今天不再提醒</translation>
    </message>
    <message>
        <source>Nothing was closed.</source>
        <translation>没有关闭任何程序。</translation>
    </message>
    <message>
        <source>Quiet about {tool}</source>
        <translation>暂不提醒 {tool}</translation>
    </message>
    <message>
        <source>Quiet about {tool} until {moment}: undo</source>
        <translation>{moment} 前不再提醒 {tool}：撤销</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Until it is off limits</source>
        <translation>直到停用为止</translation>
    </message>
    <message>
        <source>Until {day}</source>
        <translation>直到 {day}</translation>
    </message>
    <message>
        <source>Until {moment}.</source>
        <translation>直到 {moment}。</translation>
    </message>
    <message>
        <source>You hear of it again when the date comes.</source>
        <translation>到期时会再次提醒你。</translation>
    </message>
    <message>
        <source>{day}, {time}</source>
        <translation>{day} {time}</translation>
    </message>
</context>
<context>
    <name>told</name>
    <message>
        <source>A request for an exception goes out when you send it.</source>
        <translation>例外申请只在你发送时才会发出。</translation>
    </message>
    <message>
        <source>It is not told</source>
        <translation>不会告知公司</translation>
    </message>
    <message>
        <source>It is not told: {things}.</source>
        <translation>不会告知公司：{things}。</translation>
    </message>
    <message numerus="yes">
        <source>Records go to {host}, and stay on this computer for {count} days.</source>
        <translation>
            <numerusform>记录会发送到 {host}，并在这台电脑上保留 {count} 天。</numerusform>
        </translation>
    </message>
    <message>
        <source>Your company is told</source>
        <translation>会告知公司</translation>
    </message>
    <message>
        <source>Your company is told none of this.</source>
        <translation>这些都不会告知公司。</translation>
    </message>
    <message>
        <source>Your company is told: {things}.</source>
        <translation>会告知公司：{things}。</translation>
    </message>
    <message>
        <source>exceptions</source>
        <translation>例外</translation>
    </message>
    <message>
        <source>faults of Signpost</source>
        <translation>Signpost 的故障</translation>
    </message>
    <message>
        <source>installed tools off limits</source>
        <translation>已安装的停用工具</translation>
    </message>
    <message>
        <source>other programs</source>
        <translation>其他程序</translation>
    </message>
    <message>
        <source>set-ups and removals</source>
        <translation>设置和移除</translation>
    </message>
    <message>
        <source>starts of tools off limits</source>
        <translation>停用工具的启动</translation>
    </message>
    <message>
        <source>the commands they start with</source>
        <translation>启动它们的命令</translation>
    </message>
    <message>
        <source>this computer&apos;s name</source>
        <translation>这台电脑的名称</translation>
    </message>
    <message>
        <source>what you type or work on</source>
        <translation>你输入的内容或所做的工作</translation>
    </message>
    <message>
        <source>where files are</source>
        <translation>文件所在位置</translation>
    </message>
    <message>
        <source>your account&apos;s name</source>
        <translation>你的帐户名</translation>
    </message>
</context>
<context>
    <name>tray</name>
    <message>
        <source>Checked at {time}</source>
        <translation>检查于 {time}</translation>
    </message>
    <message>
        <source>Looking for your company&apos;s policy</source>
        <translation>正在获取公司的策略</translation>
    </message>
    <message>
        <source>No policy yet</source>
        <translation>尚无策略</translation>
    </message>
    <message>
        <source>Offline since {time}. The policy of {day} still applies.</source>
        <translation>自 {time} 起离线，{day}的策略仍然有效。</translation>
    </message>
    <message>
        <source>Open Signpost</source>
        <translation>打开 Signpost</translation>
    </message>
    <message>
        <source>Policy of {company}, {day}</source>
        <translation>{company} 的策略，{day}</translation>
    </message>
    <message>
        <source>Quit Signpost</source>
        <translation>退出 Signpost</translation>
    </message>
    <message>
        <source>Show last alert</source>
        <translation>显示上一条提醒</translation>
    </message>
    <message>
        <source>Some launches may have been missed at {time}</source>
        <translation>{time} 可能漏看了一些程序的启动</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>立即同步</translation>
    </message>
</context>
<context>
    <name>welcome</name>
    <message>
        <source>All that IT gets is listed under What IT sees.</source>
        <translation>IT 得到的一切都列在“IT 能看到什么”中。</translation>
    </message>
    <message>
        <source>Get started</source>
        <translation>开始使用</translation>
    </message>
    <message>
        <source>It points the way when a tool changes at {company}.</source>
        <translation>{company} 更换工具时，它为你指路。</translation>
    </message>
    <message>
        <source>Keeps no secrets from you</source>
        <translation>对你毫无隐瞒</translation>
    </message>
    <message>
        <source>Never looks at your work</source>
        <translation>绝不查看你的工作内容</translation>
    </message>
    <message>
        <source>No documents, prompts, screen, keystrokes or browsing.</source>
        <translation>不涉及文档、提示词、屏幕、按键或浏览记录。</translation>
    </message>
    <message>
        <source>Notices which programs start</source>
        <translation>留意启动了哪些程序</translation>
    </message>
    <message>
        <source>Reads how each was started, only to tell what it is.</source>
        <translation>读取程序的启动方式，只为判断它是什么。</translation>
    </message>
    <message>
        <source>Shows the way forward</source>
        <translation>指明下一步</translation>
    </message>
    <message>
        <source>The approved tool in one click, for you only.</source>
        <translation>一键安装已批准的工具，只为你安装。</translation>
    </message>
    <message>
        <source>Welcome to Signpost</source>
        <translation>欢迎使用 Signpost</translation>
    </message>
</context>
<context>
    <name>window</name>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>动态</translation>
    </message>
    <message>
        <source>All in order</source>
        <translation>一切正常</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>已批准</translation>
    </message>
    <message>
        <source>Approved tools</source>
        <translation>已批准的工具</translation>
    </message>
    <message>
        <source>Checked a minute ago</source>
        <translation>1 分钟前检查过</translation>
    </message>
    <message>
        <source>Checked just now</source>
        <translation>刚刚检查过</translation>
    </message>
    <message numerus="yes">
        <source>Checked {count} minutes ago</source>
        <translation>
            <numerusform>{count} 分钟前检查过</numerusform>
        </translation>
    </message>
    <message>
        <source>Checked: {time}</source>
        <translation>检查时间：{time}</translation>
    </message>
    <message>
        <source>Condition: {condition}</source>
        <translation>条件：{condition}</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Everything else on this computer is in order.</source>
        <translation>这台电脑上的其他一切正常。</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Found on this computer</source>
        <translation>在这台电脑上找到的工具</translation>
    </message>
    <message>
        <source>Last contact: {time}.</source>
        <translation>上次联系：{time}。</translation>
    </message>
    <message>
        <source>Last looked at {time}</source>
        <translation>上次查看：{time}</translation>
    </message>
    <message>
        <source>Looking around</source>
        <translation>正在查看</translation>
    </message>
    <message>
        <source>Next: {tool}, on {day}.</source>
        <translation>接下来：{tool}，{day}。</translation>
    </message>
    <message>
        <source>No policy yet</source>
        <translation>还没有策略</translation>
    </message>
    <message>
        <source>None of the tools your policy speaks of.</source>
        <translation>没有找到策略提及的工具。</translation>
    </message>
    <message>
        <source>Nothing applies yet</source>
        <translation>目前还没有规定</translation>
    </message>
    <message>
        <source>Nothing here asks for your attention.</source>
        <translation>没有需要你处理的事项。</translation>
    </message>
    <message>
        <source>Nothing matches.</source>
        <translation>没有匹配的内容。</translation>
    </message>
    <message>
        <source>Off limits</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>Offline, last policy still applies</source>
        <translation>已离线，沿用上一份策略</translation>
    </message>
    <message>
        <source>Once your company&apos;s policy is here, this page says what applies to you and which of its tools are on this computer. Until then no alerts are shown.</source>
        <translation>收到公司的策略后，这里会显示对你适用的规定，以及这台电脑上有哪些相关工具。在此之前不会显示提醒。</translation>
    </message>
    <message>
        <source>One thing to sort out</source>
        <translation>有 1 项需要处理</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>Policy in force</source>
        <translation>当前策略</translation>
    </message>
    <message>
        <source>Published by {sender} on {day}. Kept from before; its signature is being checked.</source>
        <translation>发布方：{sender}，{day}。沿用之前保存的策略，正在检查签名。</translation>
    </message>
    <message>
        <source>Published by {sender} on {day}. Signature checked.</source>
        <translation>发布方：{sender}，{day}。签名已验证。</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>See the full policy</source>
        <translation>查看完整策略</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Soon off limits</source>
        <translation>即将停用</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>立即同步</translation>
    </message>
    <message>
        <source>The full policy</source>
        <translation>完整策略</translation>
    </message>
    <message>
        <source>The last policy still applies</source>
        <translation>沿用上一份策略</translation>
    </message>
    <message>
        <source>This computer gets it early, with the roll-out {name}.</source>
        <translation>这台电脑通过分批发布 {name} 提前收到该策略。</translation>
    </message>
    <message>
        <source>This takes a moment.</source>
        <translation>请稍候。</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Was started here.</source>
        <translation>曾在这里启动。</translation>
    </message>
    <message>
        <source>What IT sees</source>
        <translation>IT 能看到什么</translation>
    </message>
    <message>
        <source>What applies to you</source>
        <translation>对你适用的规定</translation>
    </message>
    <message>
        <source>With conditions</source>
        <translation>有条件使用</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>Your IT can tell you what to use instead.</source>
        <translation>可向你的 IT 部门了解替代工具。</translation>
    </message>
    <message>
        <source>Your exception</source>
        <translation>你的例外</translation>
    </message>
    <message>
        <source>Your exception: {tools}.</source>
        <translation>你的例外：{tools}。</translation>
    </message>
    <message>
        <source>approved</source>
        <translation>已批准</translation>
    </message>
    <message>
        <source>by exception</source>
        <translation>例外允许</translation>
    </message>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>off limits</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>soon off limits</source>
        <translation>即将停用</translation>
    </message>
    <message>
        <source>with conditions</source>
        <translation>有条件使用</translation>
    </message>
    <message>
        <source>{checked}, next in a minute</source>
        <translation>{checked}，一分钟内再次检查</translation>
    </message>
    <message numerus="yes">
        <source>{checked}, next in {count} min</source>
        <translation>
            <numerusform>{checked}，{count} 分钟后再次检查</numerusform>
        </translation>
    </message>
    <message>
        <source>{company} tool policy, version {version}</source>
        <translation>{company} 工具策略，第 {version} 版</translation>
    </message>
    <message numerus="yes">
        <source>{count} of its rules need a newer Signpost and are left out.</source>
        <translation>
            <numerusform>其中 {count} 条规则需要更新版本的 Signpost，已略过。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} things to sort out</source>
        <translation>
            <numerusform>有 {count} 项需要处理</numerusform>
        </translation>
    </message>
    <message>
        <source>{other} does the same job here.</source>
        <translation>{other} 可以完成同样的工作。</translation>
    </message>
    <message>
        <source>{other} is being set up.</source>
        <translation>正在安装 {other}。</translation>
    </message>
    <message>
        <source>{other} is ready in its place. You can remove {tool} when it suits you.</source>
        <translation>{other} 已就绪，可替代它。你可以在方便时移除 {tool}。</translation>
    </message>
    <message numerus="yes">
        <source>{path} and {count} more</source>
        <translation>
            <numerusform>{path}，另有 {count} 处</numerusform>
        </translation>
    </message>
    <message>
        <source>{tool} goes off limits on {day}</source>
        <translation>{tool} 将于 {day}停用</translation>
    </message>
    <message>
        <source>{tool} has been off limits since {day}</source>
        <translation>{tool} 自 {day}起停用</translation>
    </message>
    <message>
        <source>{tool} is off limits</source>
        <translation>{tool} 已停用</translation>
    </message>
</context>
</TS>
