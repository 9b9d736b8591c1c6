<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- Not reviewed by a fluent reader. -->
<TS version="2.1" language="zh_TW">
<context>
    <name>about</name>
    <message>
        <source>Computer</source>
        <translation>電腦</translation>
    </message>
    <message>
        <source>Policy from</source>
        <translation>政策來源</translation>
    </message>
    <message>
        <source>Show the welcome again</source>
        <translation>再次顯示歡迎畫面</translation>
    </message>
    <message>
        <source>Signpost points the way when a tool changes at your company.</source>
        <translation>公司更換工具時，Signpost 為你指路。</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Work by others, with its licences</source>
        <translation>他人的作品及其授權條款</translation>
    </message>
</context>
<context>
    <name>activity</name>
    <message>
        <source>Alert: {tool} has conditions</source>
        <translation>提醒：{tool} 須依條件使用</translation>
    </message>
    <message>
        <source>Alert: {tool} is off limits</source>
        <translation>提醒：{tool} 已停用</translation>
    </message>
    <message>
        <source>Alert: {tool} will be off limits</source>
        <translation>提醒：{tool} 即將停用</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>提醒</translation>
    </message>
    <message>
        <source>Alerts were put together into one</source>
        <translation>多則提醒已合併為一則</translation>
    </message>
    <message>
        <source>As your company asked, {count} min after the alert.</source>
        <translation>依公司要求，在提醒 {count} 分鐘後。</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>It ends by itself.</source>
        <translation>到期後自動結束。</translation>
    </message>
    <message>
        <source>It is asked to close {count} min after the alert.</source>
        <translation>將在提醒 {count} 分鐘後要求它關閉。</translation>
    </message>
    <message>
        <source>It is installed; nothing was started.</source>
        <translation>它已安裝在這部電腦上，但沒有啟動任何程式。</translation>
    </message>
    <message>
        <source>It was left running. Nothing is ever closed by force.</source>
        <translation>它仍在執行。絕不會強制關閉任何程式。</translation>
    </message>
    <message>
        <source>Its command: {command}</source>
        <translation>命令：{command}</translation>
    </message>
    <message>
        <source>Lines added to {file}</source>
        <translation>已在 {file} 中加入幾行</translation>
    </message>
    <message>
        <source>Lines taken out of {file}</source>
        <translation>已從 {file} 中移除這幾行</translation>
    </message>
    <message>
        <source>New policy from {company}, version {version}</source>
        <translation>{company} 的新政策，第 {version} 版</translation>
    </message>
    <message>
        <source>Nothing happened yet.</source>
        <translation>目前還沒有任何動態。</translation>
    </message>
    <message>
        <source>Nothing was closed.</source>
        <translation>沒有關閉任何程式。</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>政策</translation>
    </message>
    <message>
        <source>Search activity</source>
        <translation>搜尋動態</translation>
    </message>
    <message>
        <source>Set-ups</source>
        <translation>安裝</translation>
    </message>
    <message>
        <source>Signpost did not respond, and started itself again</source>
        <translation>Signpost 曾停止回應，已自行重新啟動</translation>
    </message>
    <message>
        <source>So that new terminals find {tool}.</source>
        <translation>讓新的終端機找得到 {tool}。</translation>
    </message>
    <message>
        <source>Started by {parent}. Nothing was closed.</source>
        <translation>由 {parent} 啟動。沒有關閉任何程式。</translation>
    </message>
    <message numerus="yes">
        <source>There were more than {count} within an hour.</source>
        <translation>
            <numerusform>一小時內超過了 {count} 則。</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo: remove {tool}</source>
        <translation>復原：移除 {tool}</translation>
    </message>
    <message>
        <source>Version {version}, started and checked.</source>
        <translation>版本 {version}，已啟動並通過檢查。</translation>
    </message>
    <message numerus="yes">
        <source>What Signpost saw, said and did. Kept on this computer for {count} days.</source>
        <translation>
            <numerusform>Signpost 看到、提示和執行過的事項，會在這部電腦上保留 {count} 天。</numerusform>
        </translation>
    </message>
    <message>
        <source>What its set-up had put there is gone.</source>
        <translation>安裝時放入的內容已全部移除。</translation>
    </message>
    <message>
        <source>What was started meanwhile was looked up.</source>
        <translation>其間啟動的程式已補查。</translation>
    </message>
    <message>
        <source>With nobody at the screen, so no alert was shown.</source>
        <translation>當時螢幕前沒有人，因此沒有顯示提醒。</translation>
    </message>
    <message>
        <source>You asked to use {tool} until {day}</source>
        <translation>你申請使用 {tool} 至{day}</translation>
    </message>
    <message>
        <source>You chose: no alerts about {tool} for now</source>
        <translation>你選擇了：暫時不提醒 {tool}</translation>
    </message>
    <message>
        <source>You chose: not now, for {tool}</source>
        <translation>你選擇了：暫時不處理 {tool}</translation>
    </message>
    <message>
        <source>You chose: set up {tool}</source>
        <translation>你選擇了：安裝 {tool}</translation>
    </message>
    <message>
        <source>You ended the set-up of {tool}</source>
        <translation>你取消了 {tool} 的安裝</translation>
    </message>
    <message>
        <source>You may use {tool} until {day}</source>
        <translation>你可以使用 {tool} 至{day}</translation>
    </message>
    <message>
        <source>You took back what you asked for: {tool}</source>
        <translation>你撤回了申請：{tool}</translation>
    </message>
    <message>
        <source>Your computer is as before.</source>
        <translation>你的電腦沒有任何變動。</translation>
    </message>
    <message>
        <source>{starter} started it. Nothing was closed.</source>
        <translation>由 {starter} 啟動。沒有關閉任何程式。</translation>
    </message>
    <message>
        <source>{tool} is ready</source>
        <translation>{tool} 已就緒</translation>
    </message>
    <message>
        <source>{tool} was asked to close, and did</source>
        <translation>已要求 {tool} 關閉，它已關閉</translation>
    </message>
    <message>
        <source>{tool} was asked to close, and did not</source>
        <translation>已要求 {tool} 關閉，它沒有關閉</translation>
    </message>
    <message>
        <source>{tool} was not set up</source>
        <translation>{tool} 未能安裝</translation>
    </message>
    <message>
        <source>{tool} was removed</source>
        <translation>{tool} 已移除</translation>
    </message>
    <message>
        <source>{tool} was started</source>
        <translation>{tool} 已啟動</translation>
    </message>
</context>
<context>
    <name>ask</name>
    <message>
        <source>A month</source>
        <translation>一個月</translation>
    </message>
    <message>
        <source>A week</source>
        <translation>一週</translation>
    </message>
    <message>
        <source>Ask for an exception</source>
        <translation>申請例外</translation>
    </message>
    <message>
        <source>Ask to use {tool}</source>
        <translation>申請使用 {tool}</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Exception asked for</source>
        <translation>已申請例外</translation>
    </message>
    <message>
        <source>Exception for {tool}</source>
        <translation>{tool} 例外申請</translation>
    </message>
    <message>
        <source>For example: a customer&apos;s project that ends in August</source>
        <translation>例如：一個八月結束的客戶專案</translation>
    </message>
    <message>
        <source>For how long?</source>
        <translation>需要多久？</translation>
    </message>
    <message>
        <source>Goes to</source>
        <translation>傳送給</translation>
    </message>
    <message>
        <source>I would like to use {tool} until {day}.</source>
        <translation>我希望使用 {tool} 至{day}。</translation>
    </message>
    <message>
        <source>IT sees</source>
        <translation>IT 會看到</translation>
    </message>
    <message>
        <source>It could not be delivered. Ask IT directly.</source>
        <translation>未能送達。請直接聯絡 IT。</translation>
    </message>
    <message>
        <source>It ends on {day} at {time}. If you still need it, ask again in time.</source>
        <translation>將於{day} {time} 結束。如仍需要，請及時再次申請。</translation>
    </message>
    <message>
        <source>It is sent as soon as there is a connection.</source>
        <translation>連線恢復後會立即傳送。</translation>
    </message>
    <message>
        <source>It was not sent: your company&apos;s address for requests changed. Ask again.</source>
        <translation>申請沒有送出：公司的申請接收位址已變更。請重新申請。</translation>
    </message>
    <message>
        <source>Prepared on the command line. Nothing is sent until you send it yourself.</source>
        <translation>這是在命令列中準備的。在你自己傳送之前，不會傳送任何內容。</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>傳送</translation>
    </message>
    <message>
        <source>Send the mail that was opened. Signpost tells you when it is granted.</source>
        <translation>請傳送已開啟的郵件。獲准後 Signpost 會告訴你。</translation>
    </message>
    <message>
        <source>Signpost tells you when it is granted.</source>
        <translation>獲准後 Signpost 會告訴你。</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Three months</source>
        <translation>三個月</translation>
    </message>
    <message>
        <source>Until {day}.</source>
        <translation>至{day}。</translation>
    </message>
    <message>
        <source>Who asks: {names}.</source>
        <translation>申請人：{names}。</translation>
    </message>
    <message>
        <source>Why do you need it?</source>
        <translation>你為什麼需要它？</translation>
    </message>
    <message>
        <source>Write the mail</source>
        <translation>寫郵件</translation>
    </message>
    <message>
        <source>You asked to use {tool}</source>
        <translation>你已申請使用 {tool}</translation>
    </message>
    <message>
        <source>You may use {tool}</source>
        <translation>你可以使用 {tool}</translation>
    </message>
    <message>
        <source>Your company decides. Until then nothing changes.</source>
        <translation>由公司決定。在此之前一切不變。</translation>
    </message>
    <message>
        <source>Your exception for {tool} ends soon</source>
        <translation>你對 {tool} 的例外即將結束</translation>
    </message>
    <message>
        <source>Your reason and the date.</source>
        <translation>你的理由和日期。</translation>
    </message>
    <message>
        <source>{address}, by your own mail program</source>
        <translation>{address}，透過你自己的郵件程式</translation>
    </message>
    <message>
        <source>{company} made an exception for you until {day}. It ends by itself.</source>
        <translation>{company} 為你開了例外，至{day}，到期後自動結束。</translation>
    </message>
</context>
<context>
    <name>card</name>
    <message>
        <source> Also approved: {tools}.</source>
        <translation>同樣已核准：{tools}。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Approved. Your IT can tell you how to get it.</source>
        <translation>已核准。如何取得，請洽 IT 部門。</translation>
    </message>
    <message>
        <source>Approved. {size} to download.</source>
        <translation>已核准。需下載 {size}。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>關閉</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>使用條件</translation>
    </message>
    <message>
        <source>From {sender}</source>
        <translation>來自 {sender}</translation>
    </message>
    <message>
        <source>High</source>
        <translation>高</translation>
    </message>
    <message>
        <source>In force now</source>
        <translation>現已生效</translation>
    </message>
    <message>
        <source>It is ready on this computer.</source>
        <translation>在這部電腦上已可使用。</translation>
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
        <translation>暫時不要</translation>
    </message>
    <message>
        <source>Nothing was closed. Your session keeps running.</source>
        <translation>沒有關閉任何程式，你的工作階段仍在執行。</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Remind me later</source>
        <translation>稍後提醒我</translation>
    </message>
    <message>
        <source>Right now</source>
        <translation>目前</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>風險</translation>
    </message>
    <message>
        <source>Set up {tool}</source>
        <translation>安裝 {tool}</translation>
    </message>
    <message>
        <source>Snooze</source>
        <translation>暫停提醒</translation>
    </message>
    <message>
        <source>Started by</source>
        <translation>啟動者</translation>
    </message>
    <message>
        <source>Until then</source>
        <translation>在此之前</translation>
    </message>
    <message>
        <source>Why do we think so?</source>
        <translation>為什麼這樣判斷？</translation>
    </message>
    <message>
        <source>You can keep using it.</source>
        <translation>可以繼續使用。</translation>
    </message>
    <message>
        <source>You can keep using it. Move whenever it suits you.</source>
        <translation>可以繼續使用，方便時再更換。</translation>
    </message>
    <message>
        <source>{starter}, an approved tool, started {tool}. You did not do anything wrong.</source>
        <translation>是已核准的 {starter} 啟動了 {tool}，你沒有做錯任何事。</translation>
    </message>
    <message>
        <source>{tool} does this job here</source>
        <translation>在這裡，請改用 {tool}</translation>
    </message>
    <message>
        <source>{tool} has conditions at {company}</source>
        <translation>{tool} 在 {company} 須依條件使用</translation>
    </message>
    <message>
        <source>{tool} is leaving {company}</source>
        <translation>{tool} 即將在 {company} 停用</translation>
    </message>
    <message>
        <source>{tool} is off limits at {company}</source>
        <translation>{tool} 在 {company} 已停用</translation>
    </message>
    <message>
        <source>{tool} takes over this job</source>
        <translation>今後請改用 {tool}</translation>
    </message>
</context>
<context>
    <name>carry-over</name>
    <message>
        <source>Fill in {name} before you use {entry}.</source>
        <translation>使用 {entry} 之前請填寫 {name}。</translation>
    </message>
    <message>
        <source>Hooks of {event} are not known there and stay behind.</source>
        <translation>新工具不支援 {event} 的掛鉤，因此保留在原處。</translation>
    </message>
    <message>
        <source>The permission {rule} cannot be said there and stays behind.</source>
        <translation>權限 {rule} 在新工具中無法表達，不會帶過來。</translation>
    </message>
    <message>
        <source>The permission {rule} is too broad and stays behind.</source>
        <translation>權限 {rule} 範圍過大，不會帶過來。</translation>
    </message>
    <message>
        <source>{entry} is switched off there and stays behind.</source>
        <translation>{entry} 已關閉，不會帶過來。</translation>
    </message>
    <message>
        <source>{entry} is there already and stays yours. The other one is in {path}.</source>
        <translation>{entry} 已存在，保留你自己的。另一份在 {path}。</translation>
    </message>
    <message>
        <source>{entry}: {keys} stays behind.</source>
        <translation>{entry}：{keys} 不會帶過來。</translation>
    </message>
    <message>
        <source>{event}: {command}. It arrives switched off.</source>
        <translation>{event}：{command}。帶過來時處於關閉狀態。</translation>
    </message>
    <message>
        <source>{keys} stays behind: modes and approvals never come along.</source>
        <translation>{keys} 不會帶過來：模式和授權從不帶過來。</translation>
    </message>
    <message>
        <source>{path} holds credentials and was not opened.</source>
        <translation>{path} 包含憑證，未被開啟。</translation>
    </message>
    <message>
        <source>{path} is a link and is not followed.</source>
        <translation>{path} 是連結，不會跟隨。</translation>
    </message>
    <message>
        <source>{path} stays behind: {why}.</source>
        <translation>{path} 不會帶過來：{why}。</translation>
    </message>
    <message>
        <source>{path}: {what} is left out, as it would allow more.</source>
        <translation>{path}：已略去 {what}，因為它會放寬權限。</translation>
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
        <translation>已將 1 項設定帶到 {tool}</translation>
    </message>
    <message>
        <source>Add a project…</source>
        <translation>加入專案…</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>代理程式</translation>
    </message>
    <message numerus="yes">
        <source>And {count} more files</source>
        <translation>
            <numerusform>另有 {count} 個檔案</numerusform>
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
        <translation>帶上你的設定</translation>
    </message>
    <message numerus="yes">
        <source>Bring {count} along</source>
        <translation>
            <numerusform>帶上 {count} 項</numerusform>
        </translation>
    </message>
    <message>
        <source>Cannot come along</source>
        <translation>無法帶上</translation>
    </message>
    <message>
        <source>Carrying your settings over</source>
        <translation>正在帶過來你的設定</translation>
    </message>
    <message>
        <source>Choose the folder of a project</source>
        <translation>選擇專案資料夾</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Everything is as it was before</source>
        <translation>一切已恢復原樣</translation>
    </message>
    <message>
        <source>Hooks</source>
        <translation>掛鉤</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>未帶上</translation>
    </message>
    <message>
        <source>Looking at your settings of {tool}</source>
        <translation>正在查看你的 {tool} 設定</translation>
    </message>
    <message>
        <source>MCP servers</source>
        <translation>MCP 伺服器</translation>
    </message>
    <message>
        <source>Memory file</source>
        <translation>記憶檔案</translation>
    </message>
    <message>
        <source>No conflict. Your own entry would win, ours goes beside it.</source>
        <translation>沒有衝突。如有衝突，以你自己的為準，另一份放在旁邊。</translation>
    </message>
    <message>
        <source>No text, {size}</source>
        <translation>非文字，{size}</translation>
    </message>
    <message>
        <source>Nothing is written until you say so. Your originals stay as they are.</source>
        <translation>在你確認之前不會寫入任何內容。原有設定保持不變。</translation>
    </message>
    <message>
        <source>One undo puts everything back.</source>
        <translation>一次復原即可全部還原。</translation>
    </message>
    <message>
        <source>Permissions</source>
        <translation>權限</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>規則</translation>
    </message>
    <message>
        <source>Secret values for you to fill in: {count}.</source>
        <translation>需由你填寫的機密值：{count} 個。</translation>
    </message>
    <message>
        <source>Skills</source>
        <translation>技能</translation>
    </message>
    <message>
        <source>Skip settings</source>
        <translation>略過設定</translation>
    </message>
    <message>
        <source>Status line</source>
        <translation>狀態列</translation>
    </message>
    <message>
        <source>Stays behind</source>
        <translation>留在原處</translation>
    </message>
    <message>
        <source>There already</source>
        <translation>已存在</translation>
    </message>
    <message>
        <source>There are no settings of {tool} to bring along</source>
        <translation>沒有可帶上的 {tool} 設定</translation>
    </message>
    <message>
        <source>This version of Signpost does not know how.</source>
        <translation>此版本的 Signpost 不支援。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>復原</translation>
    </message>
    <message>
        <source>Whose settings</source>
        <translation>哪裡的設定</translation>
    </message>
    <message>
        <source>You changed this since, so it stays: {files}</source>
        <translation>你之後更動過，因此保留：{files}</translation>
    </message>
    <message>
        <source>Your originals are as they were.</source>
        <translation>你的原有設定未更動。</translation>
    </message>
    <message>
        <source>Your own, in every project</source>
        <translation>你自己的設定（適用於所有專案）</translation>
    </message>
    <message>
        <source>Your settings are in {tool} already</source>
        <translation>你的設定已在 {tool} 中</translation>
    </message>
    <message numerus="yes">
        <source>{count} came along</source>
        <translation>
            <numerusform>已帶上 {count} 項</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} can come along</source>
        <translation>
            <numerusform>可帶上 {count} 項</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} settings came along to {tool}</source>
        <translation>
            <numerusform>已將 {count} 項設定帶到 {tool}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count}, switched off</source>
        <translation>
            <numerusform>{count} 個，處於關閉狀態</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{ready} of your {count} settings can come along</source>
        <translation>
            <numerusform>可帶上 {count} 項設定中的 {ready} 項</numerusform>
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
        <translation>核准方：{sender}。一鍵安裝，不必填單。</translation>
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
        <translation>如何啟動</translation>
    </message>
    <message>
        <source>Installed {count}</source>
        <translation>已安裝 {count}</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>已在這部電腦上</translation>
    </message>
    <message>
        <source>Ready: {command}</source>
        <translation>已就緒：{command}</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Replaces {tools}.</source>
        <translation>可取代 {tools}。</translation>
    </message>
    <message>
        <source>Search tools</source>
        <translation>搜尋工具</translation>
    </message>
    <message>
        <source>Set up</source>
        <translation>安裝</translation>
    </message>
    <message>
        <source>There is no policy yet. Its approved tools appear here once it has come.</source>
        <translation>尚無政策。收到政策後，已核准的工具會顯示在這裡。</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Your IT can tell you how to get it.</source>
        <translation>如何取得，請洽 IT 部門。</translation>
    </message>
    <message>
        <source>Your policy approves no tools yet.</source>
        <translation>政策尚未核准任何工具。</translation>
    </message>
    <message>
        <source>{version} to {newer}, {size}</source>
        <translation>{version} 更新為 {newer}，{size}</translation>
    </message>
    <message>
        <source>{version}, changed by your IT, {size}</source>
        <translation>{version}，IT 部門已變更，{size}</translation>
    </message>
</context>
<context>
    <name>category</name>
    <message>
        <source>Agent bridge</source>
        <translation>代理程式橋接</translation>
    </message>
    <message>
        <source>Coding</source>
        <translation>程式設計</translation>
    </message>
    <message>
        <source>Coding agent</source>
        <translation>程式設計代理</translation>
    </message>
    <message>
        <source>Communication</source>
        <translation>溝通</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>資料</translation>
    </message>
    <message>
        <source>Design</source>
        <translation>設計</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>檔案</translation>
    </message>
    <message>
        <source>Model client</source>
        <translation>模型用戶端</translation>
    </message>
    <message>
        <source>Remote access</source>
        <translation>遠端存取</translation>
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
            <numerusform>它將於 {time} 關閉，還有 {count} 分鐘。請儲存你的工作。延後提醒不會停止關閉。</numerusform>
        </translation>
    </message>
    <message>
        <source>It closes at {time}. Save your work.</source>
        <translation>它將於 {time} 關閉。請儲存你的工作。</translation>
    </message>
    <message>
        <source>It closes in 1 minute. Save your work.</source>
        <translation>它將在 1 分鐘後關閉。請儲存你的工作。</translation>
    </message>
    <message>
        <source>It closes in 1 second. Save your work.</source>
        <translation>它將在 1 秒後關閉。請儲存你的工作。</translation>
    </message>
    <message numerus="yes">
        <source>It closes in {count} minutes. Save your work.</source>
        <translation>
            <numerusform>它將在 {count} 分鐘後關閉。請儲存你的工作。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It closes in {count} seconds. Save your work.</source>
        <translation>
            <numerusform>它將在 {count} 秒後關閉。請儲存你的工作。</numerusform>
        </translation>
    </message>
    <message>
        <source>It is no longer running.</source>
        <translation>它已不再執行。</translation>
    </message>
    <message>
        <source>It was asked to close and is still running. Save your work and close it yourself.</source>
        <translation>已要求它關閉，但它仍在執行。請儲存你的工作並自行關閉它。</translation>
    </message>
    <message>
        <source>It was asked to close, and did.</source>
        <translation>已要求它關閉，它已關閉。</translation>
    </message>
    <message>
        <source>It was asked to close, and may still be saving.</source>
        <translation>已要求它關閉，它可能還在儲存。</translation>
    </message>
    <message>
        <source>Save your work.</source>
        <translation>請儲存你的工作。</translation>
    </message>
    <message>
        <source>{tool} closes at {time}</source>
        <translation>{tool} 將於 {time} 關閉</translation>
    </message>
</context>
<context>
    <name>dates</name>
    <message>
        <source>1 hour ago</source>
        <translation>已有 1 小時</translation>
    </message>
    <message>
        <source>At {time}</source>
        <translation>時間為 {time}</translation>
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
        <translation>還有 1 小時</translation>
    </message>
    <message>
        <source>in less than an hour</source>
        <translation>還有不到 1 小時</translation>
    </message>
    <message numerus="yes">
        <source>in {count} days</source>
        <translation>
            <numerusform>還有 {count} 天</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in {count} hours</source>
        <translation>
            <numerusform>還有 {count} 小時</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in {count} months</source>
        <translation>
            <numerusform>還有 {count} 個月</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in {count} years</source>
        <translation>
            <numerusform>還有 {count} 年</numerusform>
        </translation>
    </message>
    <message>
        <source>less than an hour ago</source>
        <translation>不到 1 小時</translation>
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
            <numerusform>已有 {count} 小時</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} months ago</source>
        <translation>
            <numerusform>已有 {count} 個月</numerusform>
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
        <translation>{place}時間 {time}，你所在時區為 {theirs}</translation>
    </message>
    <message>
        <source>{time} in {place}, {weekday} {theirs} your time</source>
        <translation>{place}時間 {time}，你所在時區為{weekday} {theirs}</translation>
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
        <translation>Signpost 在獨立程序中執行的部分沒有回應（{detail}）。</translation>
    </message>
    <message>
        <source>A staged roll-out was ignored: {detail}</source>
        <translation>已略過一次分階段推出：{detail}</translation>
    </message>
    <message>
        <source>Add the lines yourself, or ask IT.</source>
        <translation>請自行加入這幾行，或洽詢 IT 部門。</translation>
    </message>
    <message>
        <source>Alerts go on. Check the disk; if the file is damaged, move it away and Signpost starts a new one.</source>
        <translation>提醒會照常運作。請檢查磁碟；如果檔案已損毀，請將它移到別處，Signpost 會建立新的檔案。</translation>
    </message>
    <message>
        <source>Another Signpost is already using {path}.</source>
        <translation>另一個 Signpost 正在使用 {path}。</translation>
    </message>
    <message>
        <source>Another installation is running on this computer, so {manager} could not install {tool}.</source>
        <translation>這台電腦上正在進行另一項安裝，因此 {manager} 無法安裝 {tool}。</translation>
    </message>
    <message>
        <source>Ask IT directly.</source>
        <translation>請直接聯絡 IT。</translation>
    </message>
    <message>
        <source>Ask IT for a code for {device}, and run: signpost enrol</source>
        <translation>請向 IT 部門索取 {device} 的註冊碼，然後執行：signpost enrol</translation>
    </message>
    <message>
        <source>Ask IT for a code made for {device}, and run: signpost enrol</source>
        <translation>請向 IT 部門索取專為 {device} 產生的註冊碼，然後執行：signpost enrol</translation>
    </message>
    <message>
        <source>Ask IT for a code, and run: signpost enrol</source>
        <translation>請向 IT 部門索取註冊碼，然後執行：signpost enrol</translation>
    </message>
    <message>
        <source>Ask IT for a new code, and run: signpost enrol</source>
        <translation>請向 IT 部門索取新的註冊碼，然後執行：signpost enrol</translation>
    </message>
    <message>
        <source>Ask IT for that version if you need it. Nothing was changed.</source>
        <translation>如需該版本，請洽 IT 部門。未變更任何內容。</translation>
    </message>
    <message>
        <source>Ask IT how to get it.</source>
        <translation>如何取得，請洽 IT 部門。</translation>
    </message>
    <message>
        <source>Ask IT if it is still there.</source>
        <translation>如果它仍然存在，請詢問 IT 部門。</translation>
    </message>
    <message>
        <source>Ask IT to complete the configuration ({path}). Signpost waits, and goes on by itself as soon as that is done.</source>
        <translation>請洽 IT 部門補齊設定（{path}）。Signpost 會持續等候，完成後自動繼續。</translation>
    </message>
    <message>
        <source>Ask IT to correct it. Signpost waits, and goes on by itself as soon as that is done.</source>
        <translation>請洽 IT 部門更正。Signpost 會持續等候，完成後自動繼續。</translation>
    </message>
    <message>
        <source>Ask IT to install Node.js {node} or newer, then try again. Nothing was changed.</source>
        <translation>請 IT 部門安裝 Node.js {node} 或更新的版本，然後再試一次。沒有任何變更。</translation>
    </message>
    <message>
        <source>Ask IT to install {manager}, or for another way to set {tool} up. Nothing was changed.</source>
        <translation>請讓 IT 部門安裝 {manager}，或詢問設定 {tool} 的其他方式。未做任何更改。</translation>
    </message>
    <message>
        <source>Ask IT to look at it. Until then nothing is carried over, so that nothing is lost.</source>
        <translation>請讓 IT 查看。在此之前不會帶過來任何內容，因此不會遺失資料。</translation>
    </message>
    <message>
        <source>Ask IT to put that right, or for another way to set {tool} up. Nothing was changed.</source>
        <translation>請讓 IT 部門解決這個問題，或詢問設定 {tool} 的其他方式。未做任何更改。</translation>
    </message>
    <message>
        <source>Ask IT to remove it or to give it back to you. Signpost then goes on by itself.</source>
        <translation>請 IT 部門將它移除，或交還給你。之後 Signpost 會自動繼續。</translation>
    </message>
    <message>
        <source>Ask IT to repair Node.js on this computer, then try again. Nothing was changed.</source>
        <translation>請 IT 部門修復這部電腦上的 Node.js，然後再試一次。沒有任何變更。</translation>
    </message>
    <message>
        <source>Ask IT to set npm&apos;s `cafile` to the company&apos;s certificate, then try again. Nothing was changed.</source>
        <translation>請 IT 部門將 npm 的 `cafile` 設為公司的憑證，然後再試一次。沒有任何變更。</translation>
    </message>
    <message>
        <source>Ask IT to update Node.js, then try again. Nothing was changed.</source>
        <translation>請 IT 部門更新 Node.js，然後再試一次。沒有任何變更。</translation>
    </message>
    <message>
        <source>Ask IT which tool to use instead on this computer.</source>
        <translation>這部電腦該改用哪個工具，請洽 IT 部門。</translation>
    </message>
    <message>
        <source>Ask IT which tool to use instead on this computer. Nothing was changed.</source>
        <translation>請向 IT 部門詢問這台電腦上應改用哪個工具。未做任何變更。</translation>
    </message>
    <message>
        <source>Ask again, if you still want it. You see beforehand where it goes.</source>
        <translation>如果仍然需要，請重新申請。送出前你會看到申請送往何處。</translation>
    </message>
    <message>
        <source>Before {tool} can be set up, these programs have to be closed: {processes}</source>
        <translation>設定 {tool} 之前，需要先關閉這些程式：{processes}</translation>
    </message>
    <message>
        <source>Check it for a typing error, or ask IT for a new code, and run: signpost enrol</source>
        <translation>請檢查是否輸入錯誤，或向 IT 部門索取新的註冊碼，然後執行：signpost enrol</translation>
    </message>
    <message>
        <source>Check the network, the VPN and the proxy, then try again. What was downloaded already is kept.</source>
        <translation>請檢查網路、VPN 和 Proxy，然後再試一次。已下載的部分會保留。</translation>
    </message>
    <message>
        <source>Check who owns it, then export again. Nothing was written.</source>
        <translation>請檢查它歸誰所有，然後重新匯出。未寫入任何內容。</translation>
    </message>
    <message>
        <source>Check who owns the folder and whether the disk is read-only, then try again. Nothing was changed.</source>
        <translation>請檢查資料夾的擁有者，以及磁碟是否為唯讀，然後再試一次。沒有任何變更。</translation>
    </message>
    <message>
        <source>Close some programs. If it happens again, IT can raise the limit (RLIMIT_NPROC).</source>
        <translation>請關閉一些程式。如果再次發生，IT 部門可以提高上限（RLIMIT_NPROC）。</translation>
    </message>
    <message>
        <source>Enrolling with {host} did not work ({detail}).</source>
        <translation>向 {host} 註冊未成功（{detail}）。</translation>
    </message>
    <message>
        <source>Events for IT are not sent: this computer has no token for {host}.</source>
        <translation>給 IT 的記錄未傳送：這台電腦沒有用於 {host} 的權杖。</translation>
    </message>
    <message>
        <source>Events for IT are not sent: what answers at {host} takes no events ({detail}).</source>
        <translation>給 IT 的記錄未傳送：{host} 上回應的不是記錄接收端（{detail}）。</translation>
    </message>
    <message>
        <source>Events for IT could not be sent yet: {host} has no time now (answer {answer}).</source>
        <translation>給 IT 的記錄尚未傳送：{host} 目前忙碌（回應 {answer}）。</translation>
    </message>
    <message>
        <source>Events for IT could not be sent yet: {host} is out of reach ({detail}).</source>
        <translation>給 IT 的記錄尚未傳送：無法連線到 {host}（{detail}）。</translation>
    </message>
    <message>
        <source>Free some space and try again. Nothing was changed.</source>
        <translation>請清出一些空間，然後再試一次。沒有任何變更。</translation>
    </message>
    <message>
        <source>Give a reason of up to 500 characters and a date within a year.</source>
        <translation>請填寫不超過 500 字的理由和一年之內的日期。</translation>
    </message>
    <message>
        <source>IT: check the certificate of the host, or this computer&apos;s date.</source>
        <translation>IT：請檢查伺服器的憑證，或這部電腦的日期。</translation>
    </message>
    <message>
        <source>IT: check what this computer&apos;s token may read, and the file&apos;s rights.</source>
        <translation>IT：請檢查這部電腦的權杖可讀取的範圍，以及檔案的權限。</translation>
    </message>
    <message>
        <source>IT: correct it; it is then read at once. Started anew, Signpost would not run.</source>
        <translation>IT：請修正設定，修正後會立即讀取。若現在重新啟動，Signpost 將無法執行。</translation>
    </message>
    <message>
        <source>IT: correct the address or the format under `events` in the policy. Until then they are kept.</source>
        <translation>IT：請更正政策中 `events` 的位址或格式。在此之前記錄會保留。</translation>
    </message>
    <message>
        <source>IT: correct the file. Signpost does not start with a configuration it cannot read whole.</source>
        <translation>IT：請修正該檔案。設定無法完整讀取時，Signpost 不會啟動。</translation>
    </message>
    <message>
        <source>IT: give this computer a new token for events. Until then they are kept.</source>
        <translation>IT：請為這台電腦提供新的記錄權杖。在此之前記錄會保留。</translation>
    </message>
    <message>
        <source>IT: install the company configuration ({path}), or pass --url and --root.</source>
        <translation>IT：請安裝公司設定（{path}），或指定 --url 和 --root。</translation>
    </message>
    <message>
        <source>IT: install the file that `ca_bundle` names, as PEM, readable for everybody.</source>
        <translation>IT：請安裝 `ca_bundle` 指定的檔案，PEM 格式，所有人皆可讀取。</translation>
    </message>
    <message>
        <source>IT: publish again. If the date is not past, check this computer&apos;s clock.</source>
        <translation>IT：請重新發布。如果日期尚未到期，請檢查這部電腦的時鐘。</translation>
    </message>
    <message>
        <source>IT: run `signpost-admin check` and publish again.</source>
        <translation>IT：請執行 `signpost-admin check` 並重新發布。</translation>
    </message>
    <message>
        <source>IT: run `signpost-admin publish`.</source>
        <translation>IT：請執行 `signpost-admin publish`。</translation>
    </message>
    <message>
        <source>IT: see what the receiver says of them. Until then they are kept.</source>
        <translation>IT：請查看接收端的說明。在此之前記錄會保留。</translation>
    </message>
    <message>
        <source>IT: set enrol_url in the company configuration.</source>
        <translation>IT：請在公司設定中設定 enrol_url。</translation>
    </message>
    <message>
        <source>IT: set events_token and events_url in the company configuration, or enrol the computer for events.</source>
        <translation>IT：請在公司設定中設定 events_token 和 events_url，或為這台電腦註冊記錄傳送。</translation>
    </message>
    <message>
        <source>IT: the address and the root of this installation do not belong together.</source>
        <translation>IT：這項安裝的網址與信任根不相符。</translation>
    </message>
    <message>
        <source>If it stays so, IT should check the address and the policy host.</source>
        <translation>如果一直如此，IT 部門應檢查網址和政策伺服器。</translation>
    </message>
    <message>
        <source>If it stays so, IT should check the policy host and the proxy.</source>
        <translation>如果一直如此，IT 部門應檢查政策伺服器和 Proxy。</translation>
    </message>
    <message>
        <source>If this network asks you to sign in, open a web page and do so. Signpost tries again by itself.</source>
        <translation>如果這個網路要求登入，請開啟網頁並登入。Signpost 會自動重試。</translation>
    </message>
    <message>
        <source>It is kept and sent again by itself.</source>
        <translation>它會被保留並自動重新傳送。</translation>
    </message>
    <message>
        <source>It is left as it is. Install the newer version again; the agent of this one keeps it and begins another.</source>
        <translation>該檔案維持原樣。請重新安裝較新的版本；此版本的代理程式會保留它，並另建一個新檔案。</translation>
    </message>
    <message>
        <source>It is tried again with the next policy. If this comes again, tell your IT.</source>
        <translation>收到下一版政策時會重試。如果再次發生，請告知 IT。</translation>
    </message>
    <message>
        <source>It is your own file: correct it, or remove it. Signpost waits, and goes on by itself as soon as that is done.</source>
        <translation>這是你自己的檔案：請更正或移除它。Signpost 會持續等候，完成後自動繼續。</translation>
    </message>
    <message>
        <source>It was removed and not started. Tell IT before trying again.</source>
        <translation>它已移除，從未啟動。再試一次之前，請先告知 IT 部門。</translation>
    </message>
    <message>
        <source>It was taken away again. Tell IT.</source>
        <translation>它已移除。請告知 IT 部門。</translation>
    </message>
    <message>
        <source>Items: {known}.</source>
        <translation>可選項目：{known}。</translation>
    </message>
    <message>
        <source>Known: {known}. Otherwise ask IT.</source>
        <translation>可用：{known}。其他情況請聯絡 IT。</translation>
    </message>
    <message>
        <source>Launches cannot be watched by {source}: {reason}.</source>
        <translation>無法透過 {source} 觀察程式的啟動：{reason}。</translation>
    </message>
    <message>
        <source>Look at the preview again, then carry over.</source>
        <translation>請重新查看預覽，然後再帶過來。</translation>
    </message>
    <message>
        <source>Mend that file or leave this item out. Everything else comes along without it.</source>
        <translation>請修正該檔案，或不選此項。其他內容不受影響。</translation>
    </message>
    <message>
        <source>Mend that file or leave this item out. It was not changed.</source>
        <translation>請修正該檔案，或不選此項。該檔案未被更動。</translation>
    </message>
    <message>
        <source>Name the folder of one project.</source>
        <translation>請指定一個專案的資料夾。</translation>
    </message>
    <message>
        <source>No code was given.</source>
        <translation>沒有提供註冊碼。</translation>
    </message>
    <message>
        <source>No further thread can be started: you run as many programs as you may, or memory is short.</source>
        <translation>無法再啟動新的執行緒：你執行的程式數量已達上限，或記憶體不足。</translation>
    </message>
    <message>
        <source>Node.js {found} on this computer is too old; {tool} needs {node} or newer.</source>
        <translation>這部電腦上的 Node.js {found} 太舊；{tool} 需要 {node} 或更新的版本。</translation>
    </message>
    <message>
        <source>Nothing further was removed. Look at the list again.</source>
        <translation>沒有再移除任何內容。請重新查看清單。</translation>
    </message>
    <message>
        <source>Nothing is lost. IT: install the newer version again to read it.</source>
        <translation>沒有任何內容遺失。IT：如需讀取，請重新安裝較新的版本。</translation>
    </message>
    <message>
        <source>Nothing needs to be done.</source>
        <translation>無須任何操作。</translation>
    </message>
    <message>
        <source>Nothing of {tool} was found on this computer that Signpost can remove.</source>
        <translation>這台電腦上沒有找到 Signpost 可以移除的 {tool} 內容。</translation>
    </message>
    <message>
        <source>Nothing to do: Signpost checks as soon as it can.</source>
        <translation>不必採取任何動作：Signpost 會儘快檢查。</translation>
    </message>
    <message>
        <source>Nothing to do: Signpost fetches it again as soon as it reaches the policy host.</source>
        <translation>不必採取任何動作：連上政策伺服器後，Signpost 會重新取得。</translation>
    </message>
    <message>
        <source>Nothing to do: Signpost fetches it again. If this comes back, tell IT: something changes files here.</source>
        <translation>不必採取任何動作：Signpost 會重新取得。如果再次發生，請告知 IT 部門：有程式在更動這裡的檔案。</translation>
    </message>
    <message>
        <source>Nothing to do: Signpost fetches this company&apos;s policy as soon as it reaches the policy host.</source>
        <translation>不必採取任何動作：連上政策伺服器後，Signpost 會取得這家公司的政策。</translation>
    </message>
    <message>
        <source>Nothing was changed. What was downloaded already is kept for the next time.</source>
        <translation>沒有任何變更。已下載的部分會保留到下次使用。</translation>
    </message>
    <message>
        <source>Only the version before the last set-up is kept.</source>
        <translation>只會保留上一次設定之前的版本。</translation>
    </message>
    <message>
        <source>Paste the token as IT gave it: one line, without spaces.</source>
        <translation>請依照 IT 部門提供的內容貼上權杖：一行，不含空格。</translation>
    </message>
    <message>
        <source>Put a plain file or folder there, or leave this item out.</source>
        <translation>請在那裡放置一般檔案或資料夾，或不選此項。</translation>
    </message>
    <message>
        <source>Rename or remove it, then try again. Nothing was changed.</source>
        <translation>請重新命名或移除它，然後再試一次。沒有任何變更。</translation>
    </message>
    <message>
        <source>Run the command in a terminal of your own, or click in Signpost.</source>
        <translation>請在你自己的終端機中執行該命令，或在 Signpost 中點選。</translation>
    </message>
    <message>
        <source>Save your work, close them and try again. What was downloaded already is kept.</source>
        <translation>請儲存工作、關閉它們後重試。已下載的內容會保留。</translation>
    </message>
    <message>
        <source>Set it up again, or ask IT to remove it with {manager}.</source>
        <translation>請重新設定，或請 IT 部門用 {manager} 將其移除。</translation>
    </message>
    <message>
        <source>Set it up first.</source>
        <translation>請先安裝這個工具。</translation>
    </message>
    <message>
        <source>Set that up first or ask IT for it, then try again. Nothing was changed.</source>
        <translation>請先設定它或向 IT 部門索取，然後重試。未做任何變更。</translation>
    </message>
    <message>
        <source>Set the tool up again; that writes a new record.</source>
        <translation>請重新安裝這個工具，這會寫入新的紀錄。</translation>
    </message>
    <message>
        <source>Setting up {tool} needs {needed} on the disk of {path}; {free} are free.</source>
        <translation>安裝 {tool} 需要 {path} 所在的磁碟有 {needed} 的空間；目前可用 {free}。</translation>
    </message>
    <message>
        <source>Setting up {tool} took longer than {seconds} seconds and was ended.</source>
        <translation>安裝 {tool} 超過 {seconds} 秒，已結束。</translation>
    </message>
    <message>
        <source>Sign in to the registry (`npm login`) or ask IT for access, then try again.</source>
        <translation>請登入套件庫（`npm login`）或向 IT 部門申請存取權，然後再試一次。</translation>
    </message>
    <message>
        <source>Signpost could not look for the policy&apos;s tools on this computer: {detail}.</source>
        <translation>Signpost 無法在這部電腦上尋找政策中的工具：{detail}。</translation>
    </message>
    <message>
        <source>Signpost does not know its company yet: {missing} is not set.</source>
        <translation>Signpost 還不知道屬於哪家公司：未設定 {missing}。</translation>
    </message>
    <message>
        <source>Signpost takes the next source there is; `signpost watch` says which one and what it can miss.</source>
        <translation>Signpost 會改用下一個可用的來源；`signpost watch` 會說明是哪一個，以及可能漏掉什麼。</translation>
    </message>
    <message>
        <source>Signpost tries again by itself.</source>
        <translation>Signpost 會自動重試。</translation>
    </message>
    <message>
        <source>Signpost tries again by itself. If it stays so, tell IT.</source>
        <translation>Signpost 會自動重試。如果一直如此，請告知 IT 部門。</translation>
    </message>
    <message>
        <source>Something answered in place of {host}: {detail}.</source>
        <translation>回應的不是 {host}：{detail}。</translation>
    </message>
    <message>
        <source>Something went wrong: {detail}</source>
        <translation>發生問題：{detail}</translation>
    </message>
    <message>
        <source>Speak to your IT. `signpost status` says which policy is in force.</source>
        <translation>請直接聯絡 IT 部門。執行 signpost status 可查看目前生效的原則。</translation>
    </message>
    <message>
        <source>Start Signpost from a desktop session, or run it with --headless.</source>
        <translation>請在桌面工作階段中啟動 Signpost，或加上 --headless 執行。</translation>
    </message>
    <message>
        <source>Take it along by hand, or leave this item out.</source>
        <translation>請手動帶過來，或不選此項。</translation>
    </message>
    <message>
        <source>Tell IT that the address for exception requests does not work, and ask them directly.</source>
        <translation>請告訴 IT 例外申請的地址無法使用，並直接向他們申請。</translation>
    </message>
    <message>
        <source>Tell IT: it must be corrected and published again. Nothing was changed.</source>
        <translation>請告知 IT 部門：必須修正並重新發布。沒有任何變更。</translation>
    </message>
    <message>
        <source>Tell IT: only they can publish a policy this computer accepts.</source>
        <translation>請告知 IT 部門：只有他們能發布這部電腦接受的政策。</translation>
    </message>
    <message>
        <source>Tell IT: the registry of this computer lacks the version the company chose. Nothing was changed.</source>
        <translation>請告知 IT 部門：這部電腦的套件庫缺少公司選定的版本。沒有任何變更。</translation>
    </message>
    <message>
        <source>That is no access token: {detail}.</source>
        <translation>這不是存取權杖：{detail}。</translation>
    </message>
    <message>
        <source>The access of this computer has ended: {host} no longer accepts its token.</source>
        <translation>這部電腦的存取權已終止：{host} 不再接受它的權杖。</translation>
    </message>
    <message>
        <source>The access token could not be read or kept in the keyring ({detail}).</source>
        <translation>無法在金鑰圈中讀取或保存存取權杖（{detail}）。</translation>
    </message>
    <message>
        <source>The access token in {path} cannot be read ({detail}).</source>
        <translation>無法讀取 {path} 中的存取權杖（{detail}）。</translation>
    </message>
    <message>
        <source>The bundle cannot be used: {detail}</source>
        <translation>無法使用此套件組合：{detail}</translation>
    </message>
    <message>
        <source>The company&apos;s certificate authorities in {path} cannot be used ({detail}).</source>
        <translation>無法使用 {path} 中的公司憑證授權單位（{detail}）。</translation>
    </message>
    <message>
        <source>The company&apos;s policy for everybody applies. IT: publish the roll-out again, or update Signpost here.</source>
        <translation>目前適用公司對所有人的政策。IT：請重新發布分階段推出，或更新這裡的 Signpost。</translation>
    </message>
    <message>
        <source>The configuration was changed, and Signpost goes on with the settings of before. {detail}</source>
        <translation>設定已變更，Signpost 繼續使用先前的設定。{detail}</translation>
    </message>
    <message>
        <source>The configuration {path} cannot be used: {detail}</source>
        <translation>無法使用設定 {path}：{detail}</translation>
    </message>
    <message>
        <source>The connection to {host} broke off in the middle of {file}.</source>
        <translation>取得 {file} 時，與 {host} 的連線中斷。</translation>
    </message>
    <message>
        <source>The connection to {host} is not secure ({detail}).</source>
        <translation>與 {host} 的連線不安全（{detail}）。</translation>
    </message>
    <message>
        <source>The download of {file} was stopped.</source>
        <translation>{file} 的下載已停止。</translation>
    </message>
    <message>
        <source>The enrolment code is for another computer, not for {device}.</source>
        <translation>這個註冊碼屬於另一部電腦，而不是 {device}。</translation>
    </message>
    <message>
        <source>The enrolment code was used before, or its time is over.</source>
        <translation>這個註冊碼已使用過，或已過期。</translation>
    </message>
    <message>
        <source>The file {target}, which the company&apos;s policy speaks of, is not on this computer.</source>
        <translation>公司政策中提到的檔案 {target} 不在這台電腦上。</translation>
    </message>
    <message>
        <source>The installation of {tool} was not authorised.</source>
        <translation>{tool} 的安裝未獲授權。</translation>
    </message>
    <message>
        <source>The keyring did not answer within {seconds} seconds; it is probably locked.</source>
        <translation>金鑰圈在 {seconds} 秒內沒有回應，可能已鎖定。</translation>
    </message>
    <message>
        <source>The package registry{registry} could not be reached ({code}).</source>
        <translation>無法連上套件庫{registry}（{code}）。</translation>
    </message>
    <message>
        <source>The package registry{registry} did not let this computer in ({code}).</source>
        <translation>套件庫{registry}拒絕了這部電腦的存取（{code}）。</translation>
    </message>
    <message>
        <source>The package registry{registry} does not have {package} ({code}).</source>
        <translation>套件庫{registry}中沒有 {package}（{code}）。</translation>
    </message>
    <message>
        <source>The package registry{registry} showed a certificate that Node.js does not trust ({code}).</source>
        <translation>套件庫{registry}出示的憑證不受 Node.js 信任（{code}）。</translation>
    </message>
    <message>
        <source>The policy at {host} is signed by somebody this computer was not told to trust ({detail}).</source>
        <translation>{host} 上的政策由這部電腦未獲告知可信任的對象簽署（{detail}）。</translation>
    </message>
    <message>
        <source>The policy at {host} ran out: its {role} was valid until {since}.</source>
        <translation>{host} 上的政策已過期：其 {role} 的有效期限至 {since}。</translation>
    </message>
    <message>
        <source>The policy document cannot be read: {detail}</source>
        <translation>無法讀取政策文件：{detail}</translation>
    </message>
    <message>
        <source>The policy from {host} was not accepted: {detail}</source>
        <translation>未接受來自 {host} 的政策：{detail}</translation>
    </message>
    <message>
        <source>The policy host {host} could not be reached ({detail}).</source>
        <translation>無法連上政策伺服器 {host}（{detail}）。</translation>
    </message>
    <message>
        <source>The policy host {host} does not answer ({detail}).</source>
        <translation>政策伺服器 {host} 沒有回應（{detail}）。</translation>
    </message>
    <message>
        <source>The recipe for {tool} cannot be used: {detail}</source>
        <translation>無法使用 {tool} 的安裝方案：{detail}</translation>
    </message>
    <message>
        <source>The record of an earlier carry-over cannot be read: {path}.</source>
        <translation>無法讀取先前帶過來設定的記錄：{path}。</translation>
    </message>
    <message>
        <source>The record of events at {path} cannot be used: {detail}</source>
        <translation>無法使用位於 {path} 的事件紀錄：{detail}</translation>
    </message>
    <message>
        <source>The record of what happened at {path} cannot be used: {detail}</source>
        <translation>無法使用位於 {path} 的動態紀錄：{detail}</translation>
    </message>
    <message>
        <source>The record {path} of what was set up cannot be read: {detail}</source>
        <translation>無法讀取安裝紀錄 {path}：{detail}</translation>
    </message>
    <message>
        <source>The set-up of {tool} was cancelled.</source>
        <translation>已取消安裝 {tool}。</translation>
    </message>
    <message>
        <source>The set-up recipes cannot be read: {detail}</source>
        <translation>無法讀取安裝方案：{detail}</translation>
    </message>
    <message>
        <source>The stored policy belongs to another installation of Signpost and was put aside.</source>
        <translation>這裡儲存的政策屬於另一套 Signpost，已擱置。</translation>
    </message>
    <message>
        <source>The stored policy is not signed as it has to be ({detail}) and was put aside.</source>
        <translation>這裡儲存的政策簽章不符要求（{detail}），已擱置。</translation>
    </message>
    <message>
        <source>The stored policy was damaged ({detail}) and was put aside.</source>
        <translation>這裡儲存的政策已損毀（{detail}），已擱置。</translation>
    </message>
    <message>
        <source>The stored policy was written by a newer Signpost and was put aside.</source>
        <translation>這裡儲存的政策由較新的 Signpost 寫入，已擱置。</translation>
    </message>
    <message>
        <source>There is no carry-over from {source} to {target} to undo.</source>
        <translation>沒有可復原的從 {source} 到 {target} 的設定移轉。</translation>
    </message>
    <message>
        <source>There is no earlier version of {tool} on this computer.</source>
        <translation>這台電腦上沒有 {tool} 的更早版本。</translation>
    </message>
    <message>
        <source>There is no item {item} in this carry-over.</source>
        <translation>此次設定移轉中沒有項目 {item}。</translation>
    </message>
    <message>
        <source>There is no screen here to show anything on.</source>
        <translation>這裡沒有可用的螢幕。</translation>
    </message>
    <message>
        <source>There is no set-up for {tool} in the policy in force.</source>
        <translation>現行政策中沒有 {tool} 的安裝方案。</translation>
    </message>
    <message>
        <source>There is not enough space left on the disk for {path}.</source>
        <translation>磁碟空間不足，無法寫入 {path}。</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>沒有可復原的內容。</translation>
    </message>
    <message>
        <source>They are kept and sent again by themselves.</source>
        <translation>記錄會保留，並自動重新傳送。</translation>
    </message>
    <message>
        <source>This cannot be asked of IT: {detail}</source>
        <translation>無法向 IT 申請：{detail}</translation>
    </message>
    <message>
        <source>This computer is not enrolled with {host} yet.</source>
        <translation>這部電腦尚未在 {host} 註冊。</translation>
    </message>
    <message>
        <source>This computer is offline, or {host} cannot be found ({detail}).</source>
        <translation>這部電腦已離線，或找不到 {host}（{detail}）。</translation>
    </message>
    <message>
        <source>This computer was not told where to enrol.</source>
        <translation>這部電腦未獲告知要到哪裡註冊。</translation>
    </message>
    <message>
        <source>This way of setting {tool} up is not for this computer: {detail}</source>
        <translation>這台電腦無法用這種方式設定 {tool}：{detail}</translation>
    </message>
    <message>
        <source>Try again and enter an administrator&apos;s password, or ask IT. Nothing was changed.</source>
        <translation>請重試並輸入管理員密碼，或聯絡 IT 部門。未做任何更改。</translation>
    </message>
    <message>
        <source>Try again in a minute. If it stays so, IT must publish the recipe and its file again.</source>
        <translation>請稍候一分鐘再試。若情況依舊，IT 部門必須重新發布配方及其檔案。</translation>
    </message>
    <message>
        <source>Try again on a faster connection; what was downloaded already is kept.</source>
        <translation>請改用較快的連線再試一次；已下載的部分會保留。</translation>
    </message>
    <message>
        <source>Try again once the policy was brought up to date. Nothing was changed.</source>
        <translation>請在政策更新後重試。未做任何變更。</translation>
    </message>
    <message>
        <source>Try again, or ask IT to remove it with {manager}.</source>
        <translation>請重試，或讓 IT 部門用 {manager} 將其移除。</translation>
    </message>
    <message>
        <source>Try again. If it happens again, tell IT.</source>
        <translation>請再試一次。如果再次發生，請告知 IT 部門。</translation>
    </message>
    <message>
        <source>Try again. If it happens again, tell IT. Nothing was left half installed.</source>
        <translation>請再試一次。如果再次發生，請告知 IT 部門。沒有留下裝到一半的內容。</translation>
    </message>
    <message>
        <source>Unlock the keyring. Until then the last good policy stays in force.</source>
        <translation>請將金鑰圈解鎖。在此之前，上一份有效的政策會繼續適用。</translation>
    </message>
    <message>
        <source>Use `signpost token set --file`, which keeps it in a file that only you can read.</source>
        <translation>請使用 `signpost token set --file`，它會把權杖保存在只有你能讀取的檔案中。</translation>
    </message>
    <message>
        <source>Use the one that is running, or end it first.</source>
        <translation>請使用正在執行的那一個，或先將它結束。</translation>
    </message>
    <message>
        <source>Version {previous} is back in its place and works on. Tell IT.</source>
        <translation>已恢復到版本 {previous}，可以繼續使用。請告知 IT 部門。</translation>
    </message>
    <message>
        <source>Wait until it is done, then try again. Nothing was changed.</source>
        <translation>請等它完成後再試。未做任何更改。</translation>
    </message>
    <message>
        <source>Wait until it is done.</source>
        <translation>請等它完成。</translation>
    </message>
    <message>
        <source>What arrived for {tool} is not what the company approved: {detail}</source>
        <translation>收到的 {tool} 與公司核准的不一致：{detail}</translation>
    </message>
    <message>
        <source>What has arrived is kept and serves the next try.</source>
        <translation>已收到的部分會保留，供下次嘗試使用。</translation>
    </message>
    <message>
        <source>What is kept of this computer&apos;s enrolment in {path} cannot be read ({detail}).</source>
        <translation>無法讀取 {path} 中保存的這部電腦的註冊資料（{detail}）。</translation>
    </message>
    <message>
        <source>What there is of {tool} has changed since it was shown to you.</source>
        <translation>在向你顯示之後，{tool} 的內容發生了變化。</translation>
    </message>
    <message>
        <source>Whether there is a newer policy has not been checked since {since}.</source>
        <translation>自 {since} 起，尚未檢查是否有新的政策。</translation>
    </message>
    <message>
        <source>Your company&apos;s policy does not say how settings come along from {source} to {target}.</source>
        <translation>公司政策未說明如何將設定從 {source} 帶到 {target}。</translation>
    </message>
    <message>
        <source>Your company&apos;s policy names nobody to ask about {tool}.</source>
        <translation>貴公司的原則沒有指定就 {tool} 可以向誰申請。</translation>
    </message>
    <message>
        <source>Your request for {tool} could not be sent yet: {host} {detail}.</source>
        <translation>你對 {tool} 的申請尚未送出：{host} {detail}。</translation>
    </message>
    <message>
        <source>Your request for {tool} was not sent: your company has another address for requests now, or none.</source>
        <translation>你對 {tool} 的申請沒有送出：公司的申請接收位址已變更或已取消。</translation>
    </message>
    <message>
        <source>npm ({npm}) does not start: {detail}</source>
        <translation>npm（{npm}）無法啟動：{detail}</translation>
    </message>
    <message>
        <source>npm could not install {tool} ({code}): {detail}</source>
        <translation>npm 無法安裝 {tool}（{code}）：{detail}</translation>
    </message>
    <message>
        <source>npm, which installs {tool}, was not found on this computer.</source>
        <translation>這部電腦上找不到安裝 {tool} 所需的 npm。</translation>
    </message>
    <message>
        <source>{command} was installed but did not answer with version {version}; it answered: {answer}</source>
        <translation>{command} 已安裝，但沒有回報版本 {version}；它的回應是：{answer}</translation>
    </message>
    <message>
        <source>{file} from {host} is larger than it may be ({detail}).</source>
        <translation>來自 {host} 的 {file} 超過允許的大小（{detail}）。</translation>
    </message>
    <message>
        <source>{file} from {host} is not what was signed ({detail}).</source>
        <translation>來自 {host} 的 {file} 與簽署的內容不符（{detail}）。</translation>
    </message>
    <message>
        <source>{file} is not part of what the company signed for set-ups.</source>
        <translation>{file} 不在公司為安裝所簽署的內容之中。</translation>
    </message>
    <message>
        <source>{host} accepts no event of this computer (answer {answer}).</source>
        <translation>{host} 不接受這台電腦的任何記錄（回應 {answer}）。</translation>
    </message>
    <message>
        <source>{host} answered {status} for {file}.</source>
        <translation>{host} 對 {file} 的回應是 {status}。</translation>
    </message>
    <message>
        <source>{host} did not accept your request for {tool} (answer {status}).</source>
        <translation>{host} 未接受你對 {tool} 的申請（回應 {status}）。</translation>
    </message>
    <message>
        <source>{host} did not accept your request for {tool}.</source>
        <translation>{host} 未接受你對 {tool} 的申請。</translation>
    </message>
    <message>
        <source>{host} does not accept the events of this computer: its token is wrong or has ended (answer {answer}).</source>
        <translation>{host} 不接受這台電腦的記錄：權杖有誤或已失效（回應 {answer}）。</translation>
    </message>
    <message>
        <source>{host} does not know the enrolment code of this computer.</source>
        <translation>{host} 不認得這部電腦的註冊碼。</translation>
    </message>
    <message>
        <source>{host} does not know this computer ({status} for {file}): its access token is missing or no longer valid.</source>
        <translation>{host} 不認得這部電腦（{file} 的回應是 {status}）：存取權杖遺失或已失效。</translation>
    </message>
    <message>
        <source>{host} does not let this computer in ({status} for {file}).</source>
        <translation>{host} 不允許這部電腦存取（{file} 的回應是 {status}）。</translation>
    </message>
    <message>
        <source>{host} has no {file} yet.</source>
        <translation>{host} 上還沒有 {file}。</translation>
    </message>
    <message>
        <source>{host} knows a computer called {device} already.</source>
        <translation>{host} 上已有名為 {device} 的電腦。</translation>
    </message>
    <message>
        <source>{host} offers an older policy than this computer has already seen ({detail}).</source>
        <translation>{host} 提供的政策比這部電腦見過的還舊（{detail}）。</translation>
    </message>
    <message>
        <source>{host} sent far more around {file} than belongs there.</source>
        <translation>{host} 在 {file} 前後傳送了遠超過應有的內容。</translation>
    </message>
    <message>
        <source>{host} was too slow: {file} had not arrived when the time was up.</source>
        <translation>{host} 太慢：{file} 未能在時限內送達。</translation>
    </message>
    <message>
        <source>{manager} cannot install {tool} on this computer: {detail}</source>
        <translation>{manager} 無法在這台電腦上安裝 {tool}：{detail}</translation>
    </message>
    <message>
        <source>{manager} could not install {tool} ({code}): {detail}</source>
        <translation>{manager} 未能安裝 {tool}（{code}）：{detail}</translation>
    </message>
    <message>
        <source>{manager} could not remove {package} ({code}): {detail}</source>
        <translation>{manager} 未能移除 {package}（{code}）：{detail}</translation>
    </message>
    <message>
        <source>{manager}, which installs {tool}, was not found on this computer.</source>
        <translation>在這台電腦上找不到用來安裝 {tool} 的 {manager}。</translation>
    </message>
    <message>
        <source>{path} belongs to another user of this computer and is not used.</source>
        <translation>{path} 屬於這部電腦的另一位使用者，因此未使用。</translation>
    </message>
    <message>
        <source>{path} cannot be read ({detail}).</source>
        <translation>無法讀取 {path}（{detail}）。</translation>
    </message>
    <message>
        <source>{path} cannot be read: {detail}.</source>
        <translation>無法讀取 {path}：{detail}。</translation>
    </message>
    <message>
        <source>{path} cannot be written ({detail}).</source>
        <translation>無法寫入 {path}（{detail}）。</translation>
    </message>
    <message>
        <source>{path} cannot take the entries: {detail}.</source>
        <translation>無法將項目寫入 {path}：{detail}。</translation>
    </message>
    <message>
        <source>{path} changed since you looked. Nothing was written.</source>
        <translation>{path} 在你查看之後已變更。未寫入任何內容。</translation>
    </message>
    <message>
        <source>{path} is already there and was not put there by Signpost.</source>
        <translation>{path} 已存在，而且不是 Signpost 放置的。</translation>
    </message>
    <message>
        <source>{path} is more than can come along: {detail}.</source>
        <translation>{path} 超出可帶過來的範圍：{detail}。</translation>
    </message>
    <message>
        <source>{path} is no project folder: {detail}.</source>
        <translation>{path} 不是專案資料夾：{detail}。</translation>
    </message>
    <message>
        <source>{path} is {detail} and was not touched.</source>
        <translation>{path} 是 {detail}，未作任何更動。</translation>
    </message>
    <message>
        <source>{path} was left as it is: {detail}</source>
        <translation>{path} 維持原樣：{detail}</translation>
    </message>
    <message>
        <source>{path} was written by a newer Signpost (format {found}, this one knows {known}).</source>
        <translation>{path} 由較新的 Signpost 寫入（格式 {found}，此版本支援 {known}）。</translation>
    </message>
    <message>
        <source>{path} was written by a newer Signpost. It is kept as {kept}, and a new one was begun.</source>
        <translation>{path} 由較新的 Signpost 寫入，已保留為 {kept}，並新建了一個檔案。</translation>
    </message>
    <message>
        <source>{todo}</source>
        <translation>{todo}</translation>
    </message>
    <message>
        <source>{tool} asked for its own set-up, which could go on for ever.</source>
        <translation>{tool} 要求設定它自己，這可能會無限循環。</translation>
    </message>
    <message>
        <source>{tool} cannot be rolled back to {version}: {detail}.</source>
        <translation>{tool} 無法回復至 {version}：{detail}。</translation>
    </message>
    <message>
        <source>{tool} cannot be set up on this computer. {reasons}</source>
        <translation>{tool} 無法在這台電腦上設定。{reasons}</translation>
    </message>
    <message>
        <source>{tool} cannot be set up on this kind of computer ({system}).</source>
        <translation>{tool} 無法安裝在這類電腦上（{system}）。</translation>
    </message>
    <message>
        <source>{tool} is being set up already.</source>
        <translation>{tool} 已在安裝中。</translation>
    </message>
    <message>
        <source>{tool} needs {requirement}, which is not on this computer.</source>
        <translation>{tool} 需要 {requirement}，而這台電腦上沒有。</translation>
    </message>
    <message>
        <source>{tool} was installed, but {command} is not there as it should be: {answer}</source>
        <translation>{tool} 已安裝，但 {command} 不符合預期：{answer}</translation>
    </message>
    <message>
        <source>{tool} was not finished: {manager} now has {package} {found}, which does not work as it should.</source>
        <translation>{tool} 未完成：{manager} 中現有 {package} {found}，但無法正常運作。</translation>
    </message>
    <message>
        <source>{tool} was not set up by Signpost.</source>
        <translation>{tool} 不是由 Signpost 安裝的。</translation>
    </message>
    <message>
        <source>{tool} {version} did not work as it should and was taken back ({answer}).</source>
        <translation>{tool} {version} 無法正常運作，已撤回（{answer}）。</translation>
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
        <translation>它屬於 Python 套件 {package}。</translation>
    </message>
    <message>
        <source>It belongs to the editor extension {package}.</source>
        <translation>它屬於編輯器擴充功能 {package}。</translation>
    </message>
    <message>
        <source>It belongs to the npm package {package}.</source>
        <translation>它屬於 npm 套件 {package}。</translation>
    </message>
    <message>
        <source>It belongs to the package {package}.</source>
        <translation>它屬於套件 {package}。</translation>
    </message>
    <message>
        <source>It is installed at {path}.</source>
        <translation>它安裝在 {path}。</translation>
    </message>
    <message>
        <source>It was started by {program}.</source>
        <translation>它由 {program} 啟動。</translation>
    </message>
    <message>
        <source>It was started with the variable {name}.</source>
        <translation>它啟動時帶有變數 {name}。</translation>
    </message>
    <message>
        <source>Its file is byte for byte one the policy lists ({digest}…).</source>
        <translation>它的檔案與政策列出的檔案逐位元組相同（{digest}…）。</translation>
    </message>
    <message>
        <source>Its file is called {name}.</source>
        <translation>它的檔名是 {name}。</translation>
    </message>
    <message>
        <source>Its file is signed by {signer}.</source>
        <translation>它的檔案由 {signer} 簽署。</translation>
    </message>
    <message>
        <source>Its file is {path}.</source>
        <translation>它的檔案是 {path}。</translation>
    </message>
    <message>
        <source>Its file names itself {marker}.</source>
        <translation>它的檔案自稱為 {marker}。</translation>
    </message>
    <message>
        <source>The policy&apos;s rule for this is {rule}.</source>
        <translation>對應的政策規則是 {rule}。</translation>
    </message>
    <message>
        <source>The program that started is {path}.</source>
        <translation>啟動的程式是 {path}。</translation>
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
        <translation>多則提醒已合併為一則</translation>
    </message>
    <message>
        <source>Asked to close, and did: {tool}</source>
        <translation>已要求關閉，且已關閉：{tool}</translation>
    </message>
    <message>
        <source>Asked to close, and still runs: {tool}</source>
        <translation>已要求關閉，但仍在執行：{tool}</translation>
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
        <translation>已捨棄</translation>
    </message>
    <message>
        <source>Every record in full, before you have to ask.</source>
        <translation>每筆紀錄皆完整可見，不必另外詢問。</translation>
    </message>
    <message>
        <source>Exception asked for: {tool}</source>
        <translation>已申請例外：{tool}</translation>
    </message>
    <message>
        <source>Exception in force: {tool}</source>
        <translation>例外已生效：{tool}</translation>
    </message>
    <message>
        <source>Exception over: {tool}</source>
        <translation>例外已結束：{tool}</translation>
    </message>
    <message>
        <source>Found installed: {tool}</source>
        <translation>發現已安裝：{tool}</translation>
    </message>
    <message>
        <source>It could not be sent for so long that the room for waiting records was full.</source>
        <translation>長時間無法傳送，待傳送記錄的空間已滿。</translation>
    </message>
    <message>
        <source>It is sent as soon as the receiver can be reached.</source>
        <translation>接收方可連線後會立即傳送。</translation>
    </message>
    <message>
        <source>It was not sent: your company&apos;s address for requests changed.</source>
        <translation>申請沒有送出：公司的申請接收位址已變更。</translation>
    </message>
    <message>
        <source>No file names, commands or prompts are ever in here.</source>
        <translation>其中絕不會有檔名、命令或提示詞。</translation>
    </message>
    <message>
        <source>No longer installed: {tool}</source>
        <translation>已不再安裝：{tool}</translation>
    </message>
    <message>
        <source>Prompts and passwords are left out.</source>
        <translation>提示詞和密碼已略去。</translation>
    </message>
    <message>
        <source>Record of class {number}</source>
        <translation>類別 {number} 的紀錄</translation>
    </message>
    <message>
        <source>Removed: {tool}</source>
        <translation>已移除：{tool}</translation>
    </message>
    <message>
        <source>Request taken back: {tool}</source>
        <translation>申請已撤回：{tool}</translation>
    </message>
    <message>
        <source>Search records</source>
        <translation>搜尋紀錄</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>已傳送</translation>
    </message>
    <message>
        <source>Set-up finished: {tool}</source>
        <translation>安裝完成：{tool}</translation>
    </message>
    <message>
        <source>Set-up stopped: {tool}</source>
        <translation>安裝中止：{tool}</translation>
    </message>
    <message>
        <source>Signpost began anew to watch</source>
        <translation>Signpost 已重新開始監看</translation>
    </message>
    <message>
        <source>Something went wrong in Signpost</source>
        <translation>Signpost 發生問題</translation>
    </message>
    <message>
        <source>The policy does not ask for events, so it stays here.</source>
        <translation>政策不要求回報事件，因此留在這部電腦上。</translation>
    </message>
    <message>
        <source>The policy does not ask for records of this kind.</source>
        <translation>政策不要求這類記錄。</translation>
    </message>
    <message>
        <source>The policy no longer asks for it.</source>
        <translation>政策不再要求這筆記錄。</translation>
    </message>
    <message>
        <source>The receiver did not accept it.</source>
        <translation>接收方未接受。</translation>
    </message>
    <message>
        <source>The receiver took it among others, of which it rejected some.</source>
        <translation>接收端將其與其他記錄一併接收，但拒絕了其中一部分。</translation>
    </message>
    <message>
        <source>There are no records yet. One is written when a tool of your policy starts.</source>
        <translation>目前還沒有紀錄。政策提及的工具啟動時，就會寫入一筆。</translation>
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
        <translation>等待傳送</translation>
    </message>
    <message>
        <source>Withheld</source>
        <translation>不傳送</translation>
    </message>
    <message>
        <source>You sent it yourself, with your mail program.</source>
        <translation>你自己用郵件程式傳送了它。</translation>
    </message>
    <message>
        <source>You took it back before it was sent.</source>
        <translation>你在傳送前撤回了它。</translation>
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
        <translation>稍後</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>顯示</translation>
    </message>
    <message>
        <source>To cancel it, open Signpost.</source>
        <translation>若要取消，請開啟 Signpost。</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>為什麼？</translation>
    </message>
</context>
<context>
    <name>pause</name>
    <message>
        <source>1 more tool was noticed</source>
        <translation>又發現了 1 項工具</translation>
    </message>
    <message>
        <source>If so many alerts look wrong to you, tell your IT.</source>
        <translation>如果你覺得這麼多提醒不太對勁，請告知 IT 部門。</translation>
    </message>
    <message numerus="yes">
        <source>More than {most} alerts came within an hour. This one now stands for the rest.</source>
        <translation>
            <numerusform>一小時內的提醒超過了 {most} 則。其餘由這一則代替。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was closed. Alerts resume at {time}, or with your company&apos;s next policy.</source>
        <translation>沒有關閉任何程式。提醒將在 {time} 恢復，或在公司發布下一份政策時恢復。</translation>
    </message>
    <message>
        <source>Signpost has paused alerts</source>
        <translation>Signpost 已暫停提醒</translation>
    </message>
    <message>
        <source>Unsure?</source>
        <translation>有疑問嗎？</translation>
    </message>
    <message>
        <source>Which tools?</source>
        <translation>是哪些工具？</translation>
    </message>
    <message numerus="yes">
        <source>{count} more tools were noticed</source>
        <translation>
            <numerusform>又發現了 {count} 項工具</numerusform>
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
            <numerusform>在你看到提醒 {count} 分鐘後，會請它關閉。</numerusform>
        </translation>
    </message>
    <message>
        <source>It says nothing to you.</source>
        <translation>其中沒有與你有關的內容。</translation>
    </message>
    <message>
        <source>Search the policy</source>
        <translation>搜尋政策</translation>
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
        <translation>只移除此處列出的內容，不會移除其他內容。</translation>
    </message>
    <message>
        <source>It belongs to the machine. Your IT can remove it.</source>
        <translation>它屬於整台電腦。你的 IT 部門可以移除它。</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Looking for what belongs to {tool}</source>
        <translation>正在尋找屬於 {tool} 的內容</translation>
    </message>
    <message>
        <source>Nothing is changed by looking.</source>
        <translation>尋找不會變更任何內容。</translation>
    </message>
    <message>
        <source>Nothing of {tool} can be removed here</source>
        <translation>此處沒有可移除的 {tool} 內容</translation>
    </message>
    <message>
        <source>Remove what is listed</source>
        <translation>移除所列內容</translation>
    </message>
    <message>
        <source>Remove {tool}</source>
        <translation>移除 {tool}</translation>
    </message>
    <message>
        <source>Remove {tool} from this computer?</source>
        <translation>要從這台電腦移除 {tool} 嗎？</translation>
    </message>
    <message>
        <source>Signpost set it up. Remove it under Approved tools.</source>
        <translation>它由 Signpost 設定。請在「已核准的工具」中移除。</translation>
    </message>
    <message>
        <source>The program that installed it has to remove it.</source>
        <translation>需要由安裝它的程式來移除。</translation>
    </message>
    <message>
        <source>This goes</source>
        <translation>將移除</translation>
    </message>
    <message>
        <source>This stays</source>
        <translation>將保留</translation>
    </message>
    <message>
        <source>What belongs to it is not known exactly.</source>
        <translation>無法確切知道哪些內容屬於它。</translation>
    </message>
    <message>
        <source>Your IT can help with what is left.</source>
        <translation>剩餘內容可請 IT 部門協助。</translation>
    </message>
    <message>
        <source>Your company made an exception: you may use it until {day}.</source>
        <translation>貴公司已給予例外：您可以使用到{day}。</translation>
    </message>
    <message>
        <source>Your settings and history of {tool} stay as they are.</source>
        <translation>你的 {tool} 設定與歷史記錄保持不變。</translation>
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
        <translation>終端機中的一行提示</translation>
    </message>
    <message>
        <source>Alerts wait until they are over, but never past the day a tool goes off limits.</source>
        <translation>提醒會等到勿擾時段結束，但不會晚於工具停用的日期。</translation>
    </message>
    <message>
        <source>All that is kept about you</source>
        <translation>保存的關於你的全部內容</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>依照系統</translation>
    </message>
    <message>
        <source>Diagnostics for IT</source>
        <translation>給 IT 部門的診斷檔案</translation>
    </message>
    <message>
        <source>Every day</source>
        <translation>每天</translation>
    </message>
    <message>
        <source>For tools off limits that start where no card can be shown, such as over SSH. Takes effect when Signpost next starts.</source>
        <translation>用於在無法顯示卡片的地方（例如透過 SSH）啟動的已停用工具。下次啟動 Signpost 時生效。</translation>
    </message>
    <message>
        <source>From</source>
        <translation>從</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>群組</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>語言</translation>
    </message>
    <message>
        <source>Monday to Friday</source>
        <translation>星期一至星期五</translation>
    </message>
    <message>
        <source>On</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Otherwise you hear of changes only after you open Signpost.</source>
        <translation>如果關閉，你要開啟 Signpost 之後才會收到變更提醒。</translation>
    </message>
    <message>
        <source>Packages from</source>
        <translation>套件來源</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>Quiet times</source>
        <translation>勿擾時段</translation>
    </message>
    <message>
        <source>Records, activity, requests and the log as one file, to read or to take along. Nothing is sent.</source>
        <translation>將紀錄、活動、申請和日誌存成一個檔案，可供查看或帶走。不會傳送任何內容。</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>另存新檔</translation>
    </message>
    <message>
        <source>Set by your company</source>
        <translation>由公司設定</translation>
    </message>
    <message>
        <source>Start when I log in</source>
        <translation>登入時啟動</translation>
    </message>
    <message>
        <source>Unexpected ends of Signpost: {count}, the last on {day}. The reports stay on this computer.</source>
        <translation>Signpost 意外結束：{count} 次，最近一次是 {day}。報告只保存在這台電腦上。</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Versions, settings, a check-up, the log and crash reports, as a file you can read first. Passwords, your name and your home folder are left out. Nothing is sent.</source>
        <translation>包含版本、設定、檢查結果、記錄檔和當機報告，你可以先行查看。不含密碼、你的姓名和個人資料夾。不會傳送任何內容。</translation>
    </message>
    <message>
        <source>What you change here applies at once.</source>
        <translation>在這裡變更的設定立即生效。</translation>
    </message>
    <message>
        <source>Your company&apos;s own texts appear in the languages it wrote them in.</source>
        <translation>公司的文字以公司提供的語言顯示。</translation>
    </message>
</context>
<context>
    <name>setup</name>
    <message>
        <source>A few seconds left</source>
        <translation>還需幾秒</translation>
    </message>
    <message>
        <source>About a minute left</source>
        <translation>大約還需 1 分鐘</translation>
    </message>
    <message numerus="yes">
        <source>About {count} minutes left</source>
        <translation>
            <numerusform>大約還需 {count} 分鐘</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>About {count} seconds left</source>
        <translation>
            <numerusform>大約還需 {count} 秒</numerusform>
        </translation>
    </message>
    <message>
        <source>Add these lines</source>
        <translation>加入這幾行</translation>
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
        <translation>正在移轉你的設定</translation>
    </message>
    <message>
        <source>Check space and what is here already</source>
        <translation>檢查空間和現有內容</translation>
    </message>
    <message>
        <source>Check that it starts</source>
        <translation>確認能夠啟動</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>正在檢查</translation>
    </message>
    <message>
        <source>Checking that it starts</source>
        <translation>正在確認能夠啟動</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>關閉</translation>
    </message>
    <message>
        <source>Closing this card does not stop it.</source>
        <translation>關閉這張卡片不會中斷安裝。</translation>
    </message>
    <message>
        <source>Compare with what your company approved</source>
        <translation>與公司核准的內容比對</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>正在比對</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已複製</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>複製</translation>
    </message>
    <message>
        <source>Details for IT</source>
        <translation>供 IT 部門參考的詳細資料</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下載</translation>
    </message>
    <message>
        <source>Downloading</source>
        <translation>正在下載</translation>
    </message>
    <message>
        <source>Getting ready</source>
        <translation>正在準備</translation>
    </message>
    <message>
        <source>Install</source>
        <translation>安裝</translation>
    </message>
    <message>
        <source>Install for the whole computer; an administrator&apos;s password is asked for</source>
        <translation>為整台電腦安裝，會要求輸入管理員密碼</translation>
    </message>
    <message>
        <source>Install for you only, no password needed</source>
        <translation>只為你安裝，不需密碼</translation>
    </message>
    <message>
        <source>Installing</source>
        <translation>正在安裝</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暫時不要</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>已移除</translation>
    </message>
    <message>
        <source>Set-up</source>
        <translation>安裝</translation>
    </message>
    <message>
        <source>Setting up</source>
        <translation>正在安裝</translation>
    </message>
    <message>
        <source>Setting up {tool}</source>
        <translation>正在安裝 {tool}</translation>
    </message>
    <message>
        <source>Signpost can add these lines to {file}. You can undo it here.</source>
        <translation>Signpost 可以把這幾行加入 {file}，之後可在這裡復原。</translation>
    </message>
    <message>
        <source>Something needs attention</source>
        <translation>有事項需要處理</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Terminals do not find it yet</source>
        <translation>終端機還找不到它</translation>
    </message>
    <message>
        <source>Terminals find it now</source>
        <translation>新的終端機現在找得到它</translation>
    </message>
    <message>
        <source>The command that starts it:</source>
        <translation>啟動它的命令：</translation>
    </message>
    <message>
        <source>There is no way back to version {version}: {reason}.</source>
        <translation>無法還原至版本 {version}：{reason}。</translation>
    </message>
    <message>
        <source>These lines were added to {file}:</source>
        <translation>已將這幾行加入 {file}：</translation>
    </message>
    <message>
        <source>To start it, type this in a new terminal:</source>
        <translation>在新的終端機中輸入以下命令即可啟動：</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試一次</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>復原</translation>
    </message>
    <message>
        <source>Version {version} is kept. Approved tools has the way back to it.</source>
        <translation>版本 {version} 已保留，可在「已核准的工具」中還原。</translation>
    </message>
    <message>
        <source>Version {version}, installed for the whole computer.</source>
        <translation>版本 {version}，已為整台電腦安裝。</translation>
    </message>
    <message>
        <source>Version {version}, installed for you only.</source>
        <translation>版本 {version}，只為你安裝。</translation>
    </message>
    <message>
        <source>Waits for {tools}</source>
        <translation>正在等候 {tools}</translation>
    </message>
    <message>
        <source>You can keep working. This runs on its own.</source>
        <translation>你可以繼續工作，安裝會自動完成。</translation>
    </message>
    <message>
        <source>it came from a page, not from Signpost</source>
        <translation>它來自網頁，而非 Signpost</translation>
    </message>
    <message>
        <source>its package manager installs only the version it has now</source>
        <translation>其套件管理員只能安裝目前提供的版本</translation>
    </message>
    <message>
        <source>packages for the whole computer only go forward</source>
        <translation>整部電腦的套件只能升級</translation>
    </message>
    <message>
        <source>what it was installed from was not kept</source>
        <translation>安裝來源未保留</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} / {total}</translation>
    </message>
    <message>
        <source>{tool} is ready</source>
        <translation>{tool} 已就緒</translation>
    </message>
    <message>
        <source>{tool} was not set up</source>
        <translation>{tool} 未能安裝</translation>
    </message>
</context>
<context>
    <name>snooze</name>
    <message>
        <source>For 1 hour</source>
        <translation>1 小時內不提醒</translation>
    </message>
    <message>
        <source>For today</source>
        <translation>今天不再提醒</translation>
    </message>
    <message>
        <source>Nothing was closed.</source>
        <translation>沒有關閉任何程式。</translation>
    </message>
    <message>
        <source>Quiet about {tool}</source>
        <translation>暫時不提醒 {tool}</translation>
    </message>
    <message>
        <source>Quiet about {tool} until {moment}: undo</source>
        <translation>{moment} 前不再提醒 {tool}：復原</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>復原</translation>
    </message>
    <message>
        <source>Until it is off limits</source>
        <translation>直到停用為止</translation>
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
        <translation>到期時會再次提醒你。</translation>
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
        <translation>例外申請只在你送出時才會發出。</translation>
    </message>
    <message>
        <source>It is not told</source>
        <translation>不會告知公司</translation>
    </message>
    <message>
        <source>It is not told: {things}.</source>
        <translation>不會告知公司：{things}。</translation>
    </message>
    <message numerus="yes">
        <source>Records go to {host}, and stay on this computer for {count} days.</source>
        <translation>
            <numerusform>紀錄會傳送到 {host}，並在這台電腦上保留 {count} 天。</numerusform>
        </translation>
    </message>
    <message>
        <source>Your company is told</source>
        <translation>會告知公司</translation>
    </message>
    <message>
        <source>Your company is told none of this.</source>
        <translation>這些都不會告知公司。</translation>
    </message>
    <message>
        <source>Your company is told: {things}.</source>
        <translation>會告知公司：{things}。</translation>
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
        <translation>已安裝的停用工具</translation>
    </message>
    <message>
        <source>other programs</source>
        <translation>其他程式</translation>
    </message>
    <message>
        <source>set-ups and removals</source>
        <translation>設定和移除</translation>
    </message>
    <message>
        <source>starts of tools off limits</source>
        <translation>停用工具的啟動</translation>
    </message>
    <message>
        <source>the commands they start with</source>
        <translation>啟動它們的命令</translation>
    </message>
    <message>
        <source>this computer&apos;s name</source>
        <translation>這台電腦的名稱</translation>
    </message>
    <message>
        <source>what you type or work on</source>
        <translation>你輸入的內容或所做的工作</translation>
    </message>
    <message>
        <source>where files are</source>
        <translation>檔案所在位置</translation>
    </message>
    <message>
        <source>your account&apos;s name</source>
        <translation>你的帳戶名稱</translation>
    </message>
</context>
<context>
    <name>tray</name>
    <message>
        <source>Checked at {time}</source>
        <translation>檢查時間：{time}</translation>
    </message>
    <message>
        <source>Looking for your company&apos;s policy</source>
        <translation>正在取得公司的政策</translation>
    </message>
    <message>
        <source>No policy yet</source>
        <translation>尚無政策</translation>
    </message>
    <message>
        <source>Offline since {time}. The policy of {day} still applies.</source>
        <translation>自 {time} 起離線，{day}的政策仍然有效。</translation>
    </message>
    <message>
        <source>Open Signpost</source>
        <translation>開啟 Signpost</translation>
    </message>
    <message>
        <source>Policy of {company}, {day}</source>
        <translation>{company} 的政策，{day}</translation>
    </message>
    <message>
        <source>Quit Signpost</source>
        <translation>結束 Signpost</translation>
    </message>
    <message>
        <source>Show last alert</source>
        <translation>顯示上一則提醒</translation>
    </message>
    <message>
        <source>Some launches may have been missed at {time}</source>
        <translation>{time} 可能漏看了一些程式的啟動</translation>
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
        <translation>IT 部門取得的一切都列在「IT 部門看得到什麼」中。</translation>
    </message>
    <message>
        <source>Get started</source>
        <translation>開始使用</translation>
    </message>
    <message>
        <source>It points the way when a tool changes at {company}.</source>
        <translation>{company} 更換工具時，它為你指路。</translation>
    </message>
    <message>
        <source>Keeps no secrets from you</source>
        <translation>對你毫無隱瞞</translation>
    </message>
    <message>
        <source>Never looks at your work</source>
        <translation>絕不查看你的工作內容</translation>
    </message>
    <message>
        <source>No documents, prompts, screen, keystrokes or browsing.</source>
        <translation>不涉及文件、提示詞、螢幕、按鍵或瀏覽紀錄。</translation>
    </message>
    <message>
        <source>Notices which programs start</source>
        <translation>留意啟動了哪些程式</translation>
    </message>
    <message>
        <source>Reads how each was started, only to tell what it is.</source>
        <translation>讀取程式的啟動方式，只為判斷它是什麼。</translation>
    </message>
    <message>
        <source>Shows the way forward</source>
        <translation>指出下一步</translation>
    </message>
    <message>
        <source>The approved tool in one click, for you only.</source>
        <translation>一鍵安裝已核准的工具，只為你安裝。</translation>
    </message>
    <message>
        <source>Welcome to Signpost</source>
        <translation>歡迎使用 Signpost</translation>
    </message>
</context>
<context>
    <name>window</name>
    <message>
        <source>About</source>
        <translation>關於</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>動態</translation>
    </message>
    <message>
        <source>All in order</source>
        <translation>一切正常</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>已核准</translation>
    </message>
    <message>
        <source>Approved tools</source>
        <translation>已核准的工具</translation>
    </message>
    <message>
        <source>Checked a minute ago</source>
        <translation>1 分鐘前檢查過</translation>
    </message>
    <message>
        <source>Checked just now</source>
        <translation>剛剛檢查過</translation>
    </message>
    <message numerus="yes">
        <source>Checked {count} minutes ago</source>
        <translation>
            <numerusform>{count} 分鐘前檢查過</numerusform>
        </translation>
    </message>
    <message>
        <source>Checked: {time}</source>
        <translation>檢查時間：{time}</translation>
    </message>
    <message>
        <source>Condition: {condition}</source>
        <translation>條件：{condition}</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>詳細資料</translation>
    </message>
    <message>
        <source>Everything else on this computer is in order.</source>
        <translation>這部電腦上的其他項目一切正常。</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>匯出</translation>
    </message>
    <message>
        <source>Found on this computer</source>
        <translation>在這部電腦上找到的工具</translation>
    </message>
    <message>
        <source>Last contact: {time}.</source>
        <translation>上次連線：{time}。</translation>
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
        <translation>接下來：{tool}，{day}。</translation>
    </message>
    <message>
        <source>No policy yet</source>
        <translation>尚無政策</translation>
    </message>
    <message>
        <source>None of the tools your policy speaks of.</source>
        <translation>沒有找到政策提及的工具。</translation>
    </message>
    <message>
        <source>Nothing applies yet</source>
        <translation>目前還沒有規定</translation>
    </message>
    <message>
        <source>Nothing here asks for your attention.</source>
        <translation>沒有需要你處理的事項。</translation>
    </message>
    <message>
        <source>Nothing matches.</source>
        <translation>沒有相符的內容。</translation>
    </message>
    <message>
        <source>Off limits</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>Offline, last policy still applies</source>
        <translation>已離線，沿用上一份政策</translation>
    </message>
    <message>
        <source>Once your company&apos;s policy is here, this page says what applies to you and which of its tools are on this computer. Until then no alerts are shown.</source>
        <translation>收到公司的政策後，這裡會顯示適用於你的規定，以及這部電腦上有哪些相關工具。在此之前不會顯示提醒。</translation>
    </message>
    <message>
        <source>One thing to sort out</source>
        <translation>有 1 項需要處理</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>總覽</translation>
    </message>
    <message>
        <source>Policy in force</source>
        <translation>目前的政策</translation>
    </message>
    <message>
        <source>Published by {sender} on {day}. Kept from before; its signature is being checked.</source>
        <translation>發布方：{sender}，{day}。沿用先前儲存的政策，正在檢查簽章。</translation>
    </message>
    <message>
        <source>Published by {sender} on {day}. Signature checked.</source>
        <translation>發布方：{sender}，{day}。簽章已驗證。</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已儲存</translation>
    </message>
    <message>
        <source>See the full policy</source>
        <translation>查看完整政策</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Soon off limits</source>
        <translation>即將停用</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>立即同步</translation>
    </message>
    <message>
        <source>The full policy</source>
        <translation>完整政策</translation>
    </message>
    <message>
        <source>The last policy still applies</source>
        <translation>沿用上一份政策</translation>
    </message>
    <message>
        <source>This computer gets it early, with the roll-out {name}.</source>
        <translation>這部電腦透過分階段推出 {name} 提前收到此政策。</translation>
    </message>
    <message>
        <source>This takes a moment.</source>
        <translation>請稍候。</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Was started here.</source>
        <translation>曾在這裡啟動。</translation>
    </message>
    <message>
        <source>What IT sees</source>
        <translation>IT 部門看得到什麼</translation>
    </message>
    <message>
        <source>What applies to you</source>
        <translation>適用於你的規定</translation>
    </message>
    <message>
        <source>With conditions</source>
        <translation>有條件使用</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>Your IT can tell you what to use instead.</source>
        <translation>可以改用什麼，請洽 IT 部門。</translation>
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
        <translation>已核准</translation>
    </message>
    <message>
        <source>by exception</source>
        <translation>例外允許</translation>
    </message>
    <message>
        <source>now</source>
        <translation>現在</translation>
    </message>
    <message>
        <source>off limits</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>soon off limits</source>
        <translation>即將停用</translation>
    </message>
    <message>
        <source>with conditions</source>
        <translation>有條件使用</translation>
    </message>
    <message>
        <source>{checked}, next in a minute</source>
        <translation>{checked}，一分鐘內再次檢查</translation>
    </message>
    <message numerus="yes">
        <source>{checked}, next in {count} min</source>
        <translation>
            <numerusform>{checked}，{count} 分鐘後再次檢查</numerusform>
        </translation>
    </message>
    <message>
        <source>{company} tool policy, version {version}</source>
        <translation>{company} 工具政策，第 {version} 版</translation>
    </message>
    <message numerus="yes">
        <source>{count} of its rules need a newer Signpost and are left out.</source>
        <translation>
            <numerusform>其中 {count} 條規則需要更新版本的 Signpost，已略過。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} things to sort out</source>
        <translation>
            <numerusform>有 {count} 項需要處理</numerusform>
        </translation>
    </message>
    <message>
        <source>{other} does the same job here.</source>
        <translation>{other} 可以完成同樣的工作。</translation>
    </message>
    <message>
        <source>{other} is being set up.</source>
        <translation>正在安裝 {other}。</translation>
    </message>
    <message>
        <source>{other} is ready in its place. You can remove {tool} when it suits you.</source>
        <translation>{other} 已就緒，可以取代它。你可以在方便時移除 {tool}。</translation>
    </message>
    <message numerus="yes">
        <source>{path} and {count} more</source>
        <translation>
            <numerusform>{path}，另有 {count} 處</numerusform>
        </translation>
    </message>
    <message>
        <source>{tool} goes off limits on {day}</source>
        <translation>{tool} 將於 {day}停用</translation>
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
