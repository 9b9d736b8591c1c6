<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- Not reviewed by a fluent reader. -->
<TS version="2.1" language="ja">
<context>
    <name>about</name>
    <message>
        <source>Computer</source>
        <translation>コンピューター</translation>
    </message>
    <message>
        <source>Policy from</source>
        <translation>ポリシーの取得元</translation>
    </message>
    <message>
        <source>Show the welcome again</source>
        <translation>ようこそ画面をもう一度表示</translation>
    </message>
    <message>
        <source>Signpost points the way when a tool changes at your company.</source>
        <translation>会社のツールが変わるとき、Signpost が道を示します。</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>バージョン</translation>
    </message>
    <message>
        <source>Work by others, with its licences</source>
        <translation>ほかの方々の成果物とそのライセンス</translation>
    </message>
</context>
<context>
    <name>activity</name>
    <message>
        <source>Alert: {tool} has conditions</source>
        <translation>お知らせ: {tool} の使用には条件があります</translation>
    </message>
    <message>
        <source>Alert: {tool} is off limits</source>
        <translation>お知らせ: {tool} は使用できません</translation>
    </message>
    <message>
        <source>Alert: {tool} will be off limits</source>
        <translation>お知らせ: {tool} はまもなく使用できなくなります</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>お知らせ</translation>
    </message>
    <message>
        <source>Alerts were put together into one</source>
        <translation>複数のお知らせを 1 つにまとめました</translation>
    </message>
    <message>
        <source>As your company asked, {count} min after the alert.</source>
        <translation>会社の設定により、お知らせの {count} 分後です。</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>It ends by itself.</source>
        <translation>期限が来ると自動で終わります。</translation>
    </message>
    <message>
        <source>It is asked to close {count} min after the alert.</source>
        <translation>お知らせの {count} 分後に終了を求めます。</translation>
    </message>
    <message>
        <source>It is installed; nothing was started.</source>
        <translation>インストールされていますが、何も起動していません。</translation>
    </message>
    <message>
        <source>It was left running. Nothing is ever closed by force.</source>
        <translation>そのまま実行中です。強制的に終了することは決してありません。</translation>
    </message>
    <message>
        <source>Its command: {command}</source>
        <translation>コマンド: {command}</translation>
    </message>
    <message>
        <source>Lines added to {file}</source>
        <translation>{file} に行を追加しました</translation>
    </message>
    <message>
        <source>Lines taken out of {file}</source>
        <translation>{file} から行を取り除きました</translation>
    </message>
    <message>
        <source>New policy from {company}, version {version}</source>
        <translation>{company} の新しいポリシー、バージョン {version}</translation>
    </message>
    <message>
        <source>Nothing happened yet.</source>
        <translation>まだ何も起きていません。</translation>
    </message>
    <message>
        <source>Nothing was closed.</source>
        <translation>何も終了していません。</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>ポリシー</translation>
    </message>
    <message>
        <source>Search activity</source>
        <translation>アクティビティを検索</translation>
    </message>
    <message>
        <source>Set-ups</source>
        <translation>セットアップ</translation>
    </message>
    <message>
        <source>Signpost did not respond, and started itself again</source>
        <translation>Signpost が応答しなくなったため、自動で再起動しました</translation>
    </message>
    <message>
        <source>So that new terminals find {tool}.</source>
        <translation>新しいターミナルで {tool} が見つかるようにするためです。</translation>
    </message>
    <message>
        <source>Started by {parent}. Nothing was closed.</source>
        <translation>{parent} から起動されました。何も終了していません。</translation>
    </message>
    <message numerus="yes">
        <source>There were more than {count} within an hour.</source>
        <translation>
            <numerusform>1 時間以内に {count} 件を超えました。</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo: remove {tool}</source>
        <translation>元に戻す: {tool} を削除</translation>
    </message>
    <message>
        <source>Version {version}, started and checked.</source>
        <translation>バージョン {version}。起動を確認済みです。</translation>
    </message>
    <message numerus="yes">
        <source>What Signpost saw, said and did. Kept on this computer for {count} days.</source>
        <translation>
            <numerusform>Signpost が検知し、お知らせし、実行したこと。このコンピューターに {count} 日間保存されます。</numerusform>
        </translation>
    </message>
    <message>
        <source>What its set-up had put there is gone.</source>
        <translation>セットアップで追加したものはすべて取り除きました。</translation>
    </message>
    <message>
        <source>What was started meanwhile was looked up.</source>
        <translation>その間に起動されたものは確認済みです。</translation>
    </message>
    <message>
        <source>With nobody at the screen, so no alert was shown.</source>
        <translation>画面の前に誰もいなかったため、お知らせは表示していません。</translation>
    </message>
    <message>
        <source>You asked to use {tool} until {day}</source>
        <translation>{tool} を {day} まで使えるよう申請しました</translation>
    </message>
    <message>
        <source>You chose: no alerts about {tool} for now</source>
        <translation>あなたの選択: {tool} については当面お知らせしない</translation>
    </message>
    <message>
        <source>You chose: not now, for {tool}</source>
        <translation>あなたの選択: {tool} は今はしない</translation>
    </message>
    <message>
        <source>You chose: set up {tool}</source>
        <translation>あなたの選択: {tool} をセットアップ</translation>
    </message>
    <message>
        <source>You ended the set-up of {tool}</source>
        <translation>{tool} のセットアップを中止しました</translation>
    </message>
    <message>
        <source>You may use {tool} until {day}</source>
        <translation>{tool} を {day} まで使えます</translation>
    </message>
    <message>
        <source>You took back what you asked for: {tool}</source>
        <translation>申請を取り下げました: {tool}</translation>
    </message>
    <message>
        <source>Your computer is as before.</source>
        <translation>コンピューターは元のままです。</translation>
    </message>
    <message>
        <source>{starter} started it. Nothing was closed.</source>
        <translation>{starter} が起動しました。何も終了していません。</translation>
    </message>
    <message>
        <source>{tool} is ready</source>
        <translation>{tool} の準備ができました</translation>
    </message>
    <message>
        <source>{tool} was asked to close, and did</source>
        <translation>{tool} に終了を求め、終了しました</translation>
    </message>
    <message>
        <source>{tool} was asked to close, and did not</source>
        <translation>{tool} に終了を求めましたが、終了しませんでした</translation>
    </message>
    <message>
        <source>{tool} was not set up</source>
        <translation>{tool} をセットアップできませんでした</translation>
    </message>
    <message>
        <source>{tool} was removed</source>
        <translation>{tool} を削除しました</translation>
    </message>
    <message>
        <source>{tool} was started</source>
        <translation>{tool} が起動しました</translation>
    </message>
</context>
<context>
    <name>ask</name>
    <message>
        <source>A month</source>
        <translation>1 か月</translation>
    </message>
    <message>
        <source>A week</source>
        <translation>1 週間</translation>
    </message>
    <message>
        <source>Ask for an exception</source>
        <translation>例外を申請</translation>
    </message>
    <message>
        <source>Ask to use {tool}</source>
        <translation>{tool} の使用を申請</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>Exception asked for</source>
        <translation>例外を申請済み</translation>
    </message>
    <message>
        <source>Exception for {tool}</source>
        <translation>{tool} の例外申請</translation>
    </message>
    <message>
        <source>For example: a customer&apos;s project that ends in August</source>
        <translation>例: 8 月に終わる顧客のプロジェクト</translation>
    </message>
    <message>
        <source>For how long?</source>
        <translation>いつまで必要ですか?</translation>
    </message>
    <message>
        <source>Goes to</source>
        <translation>送り先</translation>
    </message>
    <message>
        <source>I would like to use {tool} until {day}.</source>
        <translation>{tool} を {day} まで使いたいです。</translation>
    </message>
    <message>
        <source>IT sees</source>
        <translation>IT に見える内容</translation>
    </message>
    <message>
        <source>It could not be delivered. Ask IT directly.</source>
        <translation>届けられませんでした。IT に直接問い合わせてください。</translation>
    </message>
    <message>
        <source>It ends on {day} at {time}. If you still need it, ask again in time.</source>
        <translation>{day}{time}に終了します。引き続き必要な場合は、早めにもう一度申請してください。</translation>
    </message>
    <message>
        <source>It is sent as soon as there is a connection.</source>
        <translation>つながり次第、送信されます。</translation>
    </message>
    <message>
        <source>It was not sent: your company&apos;s address for requests changed. Ask again.</source>
        <translation>送信されませんでした。会社の申請先アドレスが変わりました。もう一度申請してください。</translation>
    </message>
    <message>
        <source>Prepared on the command line. Nothing is sent until you send it yourself.</source>
        <translation>コマンドラインで用意されました。ご自身で送信するまで、何も送信されません。</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>送信</translation>
    </message>
    <message>
        <source>Send the mail that was opened. Signpost tells you when it is granted.</source>
        <translation>開いたメールを送信してください。認められたら Signpost がお知らせします。</translation>
    </message>
    <message>
        <source>Signpost tells you when it is granted.</source>
        <translation>認められたら Signpost がお知らせします。</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>取り下げる</translation>
    </message>
    <message>
        <source>Three months</source>
        <translation>3 か月</translation>
    </message>
    <message>
        <source>Until {day}.</source>
        <translation>{day} まで。</translation>
    </message>
    <message>
        <source>Who asks: {names}.</source>
        <translation>申請者: {names}。</translation>
    </message>
    <message>
        <source>Why do you need it?</source>
        <translation>必要な理由は何ですか?</translation>
    </message>
    <message>
        <source>Write the mail</source>
        <translation>メールを書く</translation>
    </message>
    <message>
        <source>You asked to use {tool}</source>
        <translation>{tool} の使用を申請しました</translation>
    </message>
    <message>
        <source>You may use {tool}</source>
        <translation>{tool} を使えます</translation>
    </message>
    <message>
        <source>Your company decides. Until then nothing changes.</source>
        <translation>会社が判断します。それまでは何も変わりません。</translation>
    </message>
    <message>
        <source>Your exception for {tool} ends soon</source>
        <translation>{tool} の例外はまもなく終了します</translation>
    </message>
    <message>
        <source>Your reason and the date.</source>
        <translation>理由と期限。</translation>
    </message>
    <message>
        <source>{address}, by your own mail program</source>
        <translation>{address}（お使いのメールソフトから）</translation>
    </message>
    <message>
        <source>{company} made an exception for you until {day}. It ends by itself.</source>
        <translation>{company} は {day} までの例外を認めました。期限が来ると自動で終わります。</translation>
    </message>
</context>
<context>
    <name>card</name>
    <message>
        <source> Also approved: {tools}.</source>
        <translation>ほかに承認済み: {tools}。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Approved. Your IT can tell you how to get it.</source>
        <translation>承認済みです。入手方法は IT 部門にお尋ねください。</translation>
    </message>
    <message>
        <source>Approved. {size} to download.</source>
        <translation>承認済みです。ダウンロードは {size} です。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>From {sender}</source>
        <translation>{sender} より</translation>
    </message>
    <message>
        <source>High</source>
        <translation>高</translation>
    </message>
    <message>
        <source>In force now</source>
        <translation>すでに有効です</translation>
    </message>
    <message>
        <source>It is ready on this computer.</source>
        <translation>このコンピューターですぐに使えます。</translation>
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
        <translation>今はしない</translation>
    </message>
    <message>
        <source>Nothing was closed. Your session keeps running.</source>
        <translation>何も終了していません。作業中のセッションはそのまま続きます。</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Remind me later</source>
        <translation>後で知らせる</translation>
    </message>
    <message>
        <source>Right now</source>
        <translation>現在</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>リスク</translation>
    </message>
    <message>
        <source>Set up {tool}</source>
        <translation>{tool} をセットアップ</translation>
    </message>
    <message>
        <source>Snooze</source>
        <translation>お知らせを止める</translation>
    </message>
    <message>
        <source>Started by</source>
        <translation>起動元</translation>
    </message>
    <message>
        <source>Until then</source>
        <translation>それまで</translation>
    </message>
    <message>
        <source>Why do we think so?</source>
        <translation>そう判断した理由</translation>
    </message>
    <message>
        <source>You can keep using it.</source>
        <translation>引き続き使えます。</translation>
    </message>
    <message>
        <source>You can keep using it. Move whenever it suits you.</source>
        <translation>引き続き使えます。ご都合のよいときに移行してください。</translation>
    </message>
    <message>
        <source>{starter}, an approved tool, started {tool}. You did not do anything wrong.</source>
        <translation>承認済みのツール {starter} が {tool} を起動しました。あなたに落ち度はありません。</translation>
    </message>
    <message>
        <source>{tool} does this job here</source>
        <translation>ここでは {tool} が同じ仕事をします</translation>
    </message>
    <message>
        <source>{tool} has conditions at {company}</source>
        <translation>{company} では {tool} の使用に条件があります</translation>
    </message>
    <message>
        <source>{tool} is leaving {company}</source>
        <translation>{company} での {tool} の使用はまもなく終わります</translation>
    </message>
    <message>
        <source>{tool} is off limits at {company}</source>
        <translation>{tool} は {company} では使用できません</translation>
    </message>
    <message>
        <source>{tool} takes over this job</source>
        <translation>この仕事は {tool} が引き継ぎます</translation>
    </message>
</context>
<context>
    <name>carry-over</name>
    <message>
        <source>Fill in {name} before you use {entry}.</source>
        <translation>{entry} を使う前に {name} を設定してください。</translation>
    </message>
    <message>
        <source>Hooks of {event} are not known there and stay behind.</source>
        <translation>{event} のフックは移行先にないため、引き継がれません。</translation>
    </message>
    <message>
        <source>The permission {rule} cannot be said there and stays behind.</source>
        <translation>権限 {rule} は移行先で表せないため、引き継がれません。</translation>
    </message>
    <message>
        <source>The permission {rule} is too broad and stays behind.</source>
        <translation>権限 {rule} は範囲が広すぎるため、引き継がれません。</translation>
    </message>
    <message>
        <source>{entry} is switched off there and stays behind.</source>
        <translation>{entry} は無効になっているため、引き継がれません。</translation>
    </message>
    <message>
        <source>{entry} is there already and stays yours. The other one is in {path}.</source>
        <translation>{entry} はすでにあるため、そのまま残ります。もう一方は {path} にあります。</translation>
    </message>
    <message>
        <source>{entry}: {keys} stays behind.</source>
        <translation>{entry}: {keys} は引き継がれません。</translation>
    </message>
    <message>
        <source>{event}: {command}. It arrives switched off.</source>
        <translation>{event}: {command}。無効の状態で引き継がれます。</translation>
    </message>
    <message>
        <source>{keys} stays behind: modes and approvals never come along.</source>
        <translation>{keys} は引き継がれません。モードと承認は引き継ぎの対象外です。</translation>
    </message>
    <message>
        <source>{path} holds credentials and was not opened.</source>
        <translation>{path} には認証情報が含まれるため、開いていません。</translation>
    </message>
    <message>
        <source>{path} is a link and is not followed.</source>
        <translation>{path} はリンクのため、たどりません。</translation>
    </message>
    <message>
        <source>{path} stays behind: {why}.</source>
        <translation>{path} は引き継がれません: {why}。</translation>
    </message>
    <message>
        <source>{path}: {what} is left out, as it would allow more.</source>
        <translation>{path}: {what} は許可の範囲が広がるため、省かれます。</translation>
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
        <translation>1 項目の設定を {tool} に引き継ぎました</translation>
    </message>
    <message>
        <source>Add a project…</source>
        <translation>プロジェクトを追加…</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>エージェント</translation>
    </message>
    <message numerus="yes">
        <source>And {count} more files</source>
        <translation>
            <numerusform>ほか {count} ファイル</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>And {count} more lines</source>
        <translation>
            <numerusform>ほか {count} 行</numerusform>
        </translation>
    </message>
    <message>
        <source>Bring your settings along</source>
        <translation>設定を引き継ぐ</translation>
    </message>
    <message numerus="yes">
        <source>Bring {count} along</source>
        <translation>
            <numerusform>{count} 項目を引き継ぐ</numerusform>
        </translation>
    </message>
    <message>
        <source>Cannot come along</source>
        <translation>引き継げません</translation>
    </message>
    <message>
        <source>Carrying your settings over</source>
        <translation>設定を引き継いでいます</translation>
    </message>
    <message>
        <source>Choose the folder of a project</source>
        <translation>プロジェクトのフォルダーを選択</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>コマンド</translation>
    </message>
    <message>
        <source>Everything is as it was before</source>
        <translation>すべて元に戻りました</translation>
    </message>
    <message>
        <source>Hooks</source>
        <translation>フック</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>除外しました</translation>
    </message>
    <message>
        <source>Looking at your settings of {tool}</source>
        <translation>{tool} の設定を確認しています</translation>
    </message>
    <message>
        <source>MCP servers</source>
        <translation>MCP サーバー</translation>
    </message>
    <message>
        <source>Memory file</source>
        <translation>メモリファイル</translation>
    </message>
    <message>
        <source>No conflict. Your own entry would win, ours goes beside it.</source>
        <translation>競合はありません。競合した場合は元の項目が優先され、引き継ぐ項目は別に保存されます。</translation>
    </message>
    <message>
        <source>No text, {size}</source>
        <translation>テキスト以外、{size}</translation>
    </message>
    <message>
        <source>Nothing is written until you say so. Your originals stay as they are.</source>
        <translation>操作するまで何も書き込みません。元の設定はそのまま残ります。</translation>
    </message>
    <message>
        <source>One undo puts everything back.</source>
        <translation>一度の操作ですべて元に戻せます。</translation>
    </message>
    <message>
        <source>Permissions</source>
        <translation>権限</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>ルール</translation>
    </message>
    <message>
        <source>Secret values for you to fill in: {count}.</source>
        <translation>ご自身で設定する秘密の値: {count} 件。</translation>
    </message>
    <message>
        <source>Skills</source>
        <translation>スキル</translation>
    </message>
    <message>
        <source>Skip settings</source>
        <translation>引き継がない</translation>
    </message>
    <message>
        <source>Status line</source>
        <translation>ステータスライン</translation>
    </message>
    <message>
        <source>Stays behind</source>
        <translation>引き継がれません</translation>
    </message>
    <message>
        <source>There already</source>
        <translation>すでにあります</translation>
    </message>
    <message>
        <source>There are no settings of {tool} to bring along</source>
        <translation>引き継げる {tool} の設定はありません</translation>
    </message>
    <message>
        <source>This version of Signpost does not know how.</source>
        <translation>このバージョンの Signpost では対応していません。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Whose settings</source>
        <translation>どこの設定か</translation>
    </message>
    <message>
        <source>You changed this since, so it stays: {files}</source>
        <translation>その後に変更されたため、残しました: {files}</translation>
    </message>
    <message>
        <source>Your originals are as they were.</source>
        <translation>元の設定はそのままです。</translation>
    </message>
    <message>
        <source>Your own, in every project</source>
        <translation>自分の設定（すべてのプロジェクト）</translation>
    </message>
    <message>
        <source>Your settings are in {tool} already</source>
        <translation>設定はすでに {tool} にあります</translation>
    </message>
    <message numerus="yes">
        <source>{count} came along</source>
        <translation>
            <numerusform>{count} 件を引き継ぎました</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} can come along</source>
        <translation>
            <numerusform>{count} 件を引き継げます</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} settings came along to {tool}</source>
        <translation>
            <numerusform>{count} 項目の設定を {tool} に引き継ぎました</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count}, switched off</source>
        <translation>
            <numerusform>{count} 件、無効の状態で</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{ready} of your {count} settings can come along</source>
        <translation>
            <numerusform>{count} 項目の設定のうち {ready} 項目を引き継げます</numerusform>
        </translation>
    </message>
    <message>
        <source>{source} to {target}</source>
        <translation>{source} から {target} へ</translation>
    </message>
</context>
<context>
    <name>catalogue</name>
    <message>
        <source>All {count}</source>
        <translation>すべて {count}</translation>
    </message>
    <message>
        <source>Approved by {sender}. One click, no ticket.</source>
        <translation>{sender} が承認。ワンクリックで、申請は不要です。</translation>
    </message>
    <message>
        <source>Back to {version}</source>
        <translation>{version} に戻す</translation>
    </message>
    <message>
        <source>Being removed</source>
        <translation>削除しています</translation>
    </message>
    <message>
        <source>How to start</source>
        <translation>起動方法</translation>
    </message>
    <message>
        <source>Installed {count}</source>
        <translation>インストール済み {count}</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>このコンピューターにあります</translation>
    </message>
    <message>
        <source>Ready: {command}</source>
        <translation>準備完了: {command}</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Replaces {tools}.</source>
        <translation>{tools} の代わりになります。</translation>
    </message>
    <message>
        <source>Search tools</source>
        <translation>ツールを検索</translation>
    </message>
    <message>
        <source>Set up</source>
        <translation>セットアップ</translation>
    </message>
    <message>
        <source>There is no policy yet. Its approved tools appear here once it has come.</source>
        <translation>ポリシーはまだありません。届くと、承認済みのツールがここに表示されます。</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Your IT can tell you how to get it.</source>
        <translation>入手方法は IT 部門にお尋ねください。</translation>
    </message>
    <message>
        <source>Your policy approves no tools yet.</source>
        <translation>ポリシーで承認されたツールはまだありません。</translation>
    </message>
    <message>
        <source>{version} to {newer}, {size}</source>
        <translation>{version} から {newer} へ、{size}</translation>
    </message>
    <message>
        <source>{version}, changed by your IT, {size}</source>
        <translation>{version}、IT 部門が変更、{size}</translation>
    </message>
</context>
<context>
    <name>category</name>
    <message>
        <source>Agent bridge</source>
        <translation>エージェント連携</translation>
    </message>
    <message>
        <source>Coding</source>
        <translation>コーディング</translation>
    </message>
    <message>
        <source>Coding agent</source>
        <translation>コーディングエージェント</translation>
    </message>
    <message>
        <source>Communication</source>
        <translation>コミュニケーション</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>データ</translation>
    </message>
    <message>
        <source>Design</source>
        <translation>デザイン</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文書</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Model client</source>
        <translation>モデルクライアント</translation>
    </message>
    <message>
        <source>Remote access</source>
        <translation>リモートアクセス</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>セキュリティ</translation>
    </message>
</context>
<context>
    <name>closing</name>
    <message numerus="yes">
        <source>It closes at {time}, in {count} minutes. Save your work. Putting this off does not stop it.</source>
        <translation>
            <numerusform>{time}（{count} 分後）に終了します。作業を保存してください。後回しにしても止まりません。</numerusform>
        </translation>
    </message>
    <message>
        <source>It closes at {time}. Save your work.</source>
        <translation>{time} に終了します。作業を保存してください。</translation>
    </message>
    <message>
        <source>It closes in 1 minute. Save your work.</source>
        <translation>1 分後に終了します。作業を保存してください。</translation>
    </message>
    <message>
        <source>It closes in 1 second. Save your work.</source>
        <translation>1 秒後に終了します。作業を保存してください。</translation>
    </message>
    <message numerus="yes">
        <source>It closes in {count} minutes. Save your work.</source>
        <translation>
            <numerusform>{count} 分後に終了します。作業を保存してください。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It closes in {count} seconds. Save your work.</source>
        <translation>
            <numerusform>{count} 秒後に終了します。作業を保存してください。</numerusform>
        </translation>
    </message>
    <message>
        <source>It is no longer running.</source>
        <translation>すでに実行されていません。</translation>
    </message>
    <message>
        <source>It was asked to close and is still running. Save your work and close it yourself.</source>
        <translation>終了を求めましたが、まだ実行中です。作業を保存して、ご自身で終了してください。</translation>
    </message>
    <message>
        <source>It was asked to close, and did.</source>
        <translation>終了を求め、終了しました。</translation>
    </message>
    <message>
        <source>It was asked to close, and may still be saving.</source>
        <translation>終了を求めました。まだ保存中かもしれません。</translation>
    </message>
    <message>
        <source>Save your work.</source>
        <translation>作業を保存してください。</translation>
    </message>
    <message>
        <source>{tool} closes at {time}</source>
        <translation>{tool} は {time} に終了します</translation>
    </message>
</context>
<context>
    <name>dates</name>
    <message>
        <source>1 hour ago</source>
        <translation>1 時間前</translation>
    </message>
    <message>
        <source>At {time}</source>
        <translation>{time}</translation>
    </message>
    <message>
        <source>From today, {day}</source>
        <translation>本日 {day}から</translation>
    </message>
    <message>
        <source>From tomorrow, {day}</source>
        <translation>明日 {day}から</translation>
    </message>
    <message>
        <source>From {day}, {distance}</source>
        <translation>{day}から（{distance}）</translation>
    </message>
    <message>
        <source>Since today, {day}</source>
        <translation>本日 {day}から</translation>
    </message>
    <message>
        <source>Since yesterday, {day}</source>
        <translation>昨日 {day}から</translation>
    </message>
    <message>
        <source>Since {day}, {distance}</source>
        <translation>{day}から（{distance}）</translation>
    </message>
    <message>
        <source>in 1 hour</source>
        <translation>1 時間後</translation>
    </message>
    <message>
        <source>in less than an hour</source>
        <translation>1 時間以内</translation>
    </message>
    <message numerus="yes">
        <source>in {count} days</source>
        <translation>
            <numerusform>{count} 日後</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in {count} hours</source>
        <translation>
            <numerusform>{count} 時間後</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in {count} months</source>
        <translation>
            <numerusform>{count} か月後</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in {count} years</source>
        <translation>
            <numerusform>{count} 年後</numerusform>
        </translation>
    </message>
    <message>
        <source>less than an hour ago</source>
        <translation>1 時間以内</translation>
    </message>
    <message numerus="yes">
        <source>{count} days ago</source>
        <translation>
            <numerusform>{count} 日前</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} hours ago</source>
        <translation>
            <numerusform>{count} 時間前</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} months ago</source>
        <translation>
            <numerusform>{count} か月前</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} years ago</source>
        <translation>
            <numerusform>{count} 年前</numerusform>
        </translation>
    </message>
    <message>
        <source>{time} in {place}, {theirs} your time</source>
        <translation>{place}の {time}、お使いの場所では {theirs}</translation>
    </message>
    <message>
        <source>{time} in {place}, {weekday} {theirs} your time</source>
        <translation>{place}の {time}、お使いの場所では{weekday}曜日 {theirs}</translation>
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
        <translation>独立したプロセスで動く Signpost の一部から応答がありませんでした（{detail}）。</translation>
    </message>
    <message>
        <source>A staged roll-out was ignored: {detail}</source>
        <translation>段階的展開を無視しました: {detail}</translation>
    </message>
    <message>
        <source>Add the lines yourself, or ask IT.</source>
        <translation>ご自分で行を追加するか、IT 部門にお尋ねください。</translation>
    </message>
    <message>
        <source>Alerts go on. Check the disk; if the file is damaged, move it away and Signpost starts a new one.</source>
        <translation>お知らせは続きます。ディスクを確認してください。ファイルが壊れている場合は別の場所に移すと、Signpost が新しく作ります。</translation>
    </message>
    <message>
        <source>Another Signpost is already using {path}.</source>
        <translation>別の Signpost がすでに {path} を使っています。</translation>
    </message>
    <message>
        <source>Another installation is running on this computer, so {manager} could not install {tool}.</source>
        <translation>このコンピューターで別のインストールが実行中のため、{manager} は {tool} をインストールできませんでした。</translation>
    </message>
    <message>
        <source>Ask IT directly.</source>
        <translation>IT 担当者に直接お問い合わせください。</translation>
    </message>
    <message>
        <source>Ask IT for a code for {device}, and run: signpost enrol</source>
        <translation>{device} 用のコードを IT 部門に依頼し、次を実行してください: signpost enrol</translation>
    </message>
    <message>
        <source>Ask IT for a code made for {device}, and run: signpost enrol</source>
        <translation>{device} 専用に作られたコードを IT 部門に依頼し、次を実行してください: signpost enrol</translation>
    </message>
    <message>
        <source>Ask IT for a code, and run: signpost enrol</source>
        <translation>コードを IT 部門に依頼し、次を実行してください: signpost enrol</translation>
    </message>
    <message>
        <source>Ask IT for a new code, and run: signpost enrol</source>
        <translation>新しいコードを IT 部門に依頼し、次を実行してください: signpost enrol</translation>
    </message>
    <message>
        <source>Ask IT for that version if you need it. Nothing was changed.</source>
        <translation>そのバージョンが必要な場合は IT 部門にお問い合わせください。何も変更されていません。</translation>
    </message>
    <message>
        <source>Ask IT how to get it.</source>
        <translation>入手方法を IT 部門にお尋ねください。</translation>
    </message>
    <message>
        <source>Ask IT if it is still there.</source>
        <translation>まだ残っている場合は IT 部門にお尋ねください。</translation>
    </message>
    <message>
        <source>Ask IT to complete the configuration ({path}). Signpost waits, and goes on by itself as soon as that is done.</source>
        <translation>設定 ({path}) の補完を IT 部門に依頼してください。Signpost は待機し、それが済むと自動的に続行します。</translation>
    </message>
    <message>
        <source>Ask IT to correct it. Signpost waits, and goes on by itself as soon as that is done.</source>
        <translation>修正を IT 部門に依頼してください。Signpost は待機し、それが済むと自動的に続行します。</translation>
    </message>
    <message>
        <source>Ask IT to install Node.js {node} or newer, then try again. Nothing was changed.</source>
        <translation>Node.js {node} 以降のインストールを IT 部門に依頼し、もう一度お試しください。何も変更していません。</translation>
    </message>
    <message>
        <source>Ask IT to install {manager}, or for another way to set {tool} up. Nothing was changed.</source>
        <translation>{manager} のインストールか、{tool} を設定する別の方法を IT 部門に依頼してください。何も変更されていません。</translation>
    </message>
    <message>
        <source>Ask IT to look at it. Until then nothing is carried over, so that nothing is lost.</source>
        <translation>IT 部門に確認を依頼してください。それまでは何も引き継がないため、何も失われません。</translation>
    </message>
    <message>
        <source>Ask IT to put that right, or for another way to set {tool} up. Nothing was changed.</source>
        <translation>問題の解決か、{tool} を設定する別の方法を IT 部門に依頼してください。何も変更されていません。</translation>
    </message>
    <message>
        <source>Ask IT to remove it or to give it back to you. Signpost then goes on by itself.</source>
        <translation>削除するか、あなたに返すよう IT 部門に依頼してください。その後 Signpost は自動で続けます。</translation>
    </message>
    <message>
        <source>Ask IT to repair Node.js on this computer, then try again. Nothing was changed.</source>
        <translation>このコンピューターの Node.js の修復を IT 部門に依頼し、もう一度お試しください。何も変更していません。</translation>
    </message>
    <message>
        <source>Ask IT to set npm&apos;s `cafile` to the company&apos;s certificate, then try again. Nothing was changed.</source>
        <translation>npm の `cafile` に会社の証明書を設定するよう IT 部門に依頼し、もう一度お試しください。何も変更していません。</translation>
    </message>
    <message>
        <source>Ask IT to update Node.js, then try again. Nothing was changed.</source>
        <translation>Node.js の更新を IT 部門に依頼し、もう一度お試しください。何も変更していません。</translation>
    </message>
    <message>
        <source>Ask IT which tool to use instead on this computer.</source>
        <translation>このコンピューターで代わりに使うツールを IT 部門にお尋ねください。</translation>
    </message>
    <message>
        <source>Ask IT which tool to use instead on this computer. Nothing was changed.</source>
        <translation>このコンピューターで代わりに使うツールを IT 部門にお尋ねください。何も変更されていません。</translation>
    </message>
    <message>
        <source>Ask again, if you still want it. You see beforehand where it goes.</source>
        <translation>まだ必要であれば、もう一度申請してください。送信先は事前に表示されます。</translation>
    </message>
    <message>
        <source>Before {tool} can be set up, these programs have to be closed: {processes}</source>
        <translation>{tool} をセットアップする前に、次のプログラムを閉じる必要があります: {processes}</translation>
    </message>
    <message>
        <source>Check it for a typing error, or ask IT for a new code, and run: signpost enrol</source>
        <translation>入力の誤りがないか確認するか、新しいコードを IT 部門に依頼し、次を実行してください: signpost enrol</translation>
    </message>
    <message>
        <source>Check the network, the VPN and the proxy, then try again. What was downloaded already is kept.</source>
        <translation>ネットワーク、VPN、プロキシを確認して、もう一度お試しください。ダウンロード済みのものは保存されています。</translation>
    </message>
    <message>
        <source>Check who owns it, then export again. Nothing was written.</source>
        <translation>所有者を確認してから、もう一度書き出してください。何も書き込まれていません。</translation>
    </message>
    <message>
        <source>Check who owns the folder and whether the disk is read-only, then try again. Nothing was changed.</source>
        <translation>フォルダーの所有者と、ディスクが読み取り専用でないかを確認して、もう一度お試しください。何も変更していません。</translation>
    </message>
    <message>
        <source>Close some programs. If it happens again, IT can raise the limit (RLIMIT_NPROC).</source>
        <translation>いくつかのプログラムを終了してください。再び起きる場合は、IT 部門が上限（RLIMIT_NPROC）を引き上げられます。</translation>
    </message>
    <message>
        <source>Enrolling with {host} did not work ({detail}).</source>
        <translation>{host} への登録ができませんでした（{detail}）。</translation>
    </message>
    <message>
        <source>Events for IT are not sent: this computer has no token for {host}.</source>
        <translation>IT への記録は送信されていません。このコンピューターには {host} 用のトークンがありません。</translation>
    </message>
    <message>
        <source>Events for IT are not sent: what answers at {host} takes no events ({detail}).</source>
        <translation>IT への記録は送信されていません。{host} で応答するものは記録を受け付けません（{detail}）。</translation>
    </message>
    <message>
        <source>Events for IT could not be sent yet: {host} has no time now (answer {answer}).</source>
        <translation>IT への記録はまだ送信できていません。{host} は現在応じられません（応答 {answer}）。</translation>
    </message>
    <message>
        <source>Events for IT could not be sent yet: {host} is out of reach ({detail}).</source>
        <translation>IT への記録はまだ送信できていません。{host} に接続できません（{detail}）。</translation>
    </message>
    <message>
        <source>Free some space and try again. Nothing was changed.</source>
        <translation>空き容量を増やして、もう一度お試しください。何も変更していません。</translation>
    </message>
    <message>
        <source>Give a reason of up to 500 characters and a date within a year.</source>
        <translation>500 文字以内の理由と、1 年以内の日付を入力してください。</translation>
    </message>
    <message>
        <source>IT: check the certificate of the host, or this computer&apos;s date.</source>
        <translation>IT: ホストの証明書、またはこのコンピューターの日付を確認してください。</translation>
    </message>
    <message>
        <source>IT: check what this computer&apos;s token may read, and the file&apos;s rights.</source>
        <translation>IT: このコンピューターのトークンで読み取れる範囲と、ファイルの権限を確認してください。</translation>
    </message>
    <message>
        <source>IT: correct it; it is then read at once. Started anew, Signpost would not run.</source>
        <translation>IT: 設定を修正してください。修正後すぐに読み込まれます。このまま再起動すると Signpost は動作しません。</translation>
    </message>
    <message>
        <source>IT: correct the address or the format under `events` in the policy. Until then they are kept.</source>
        <translation>IT 担当者：ポリシーの `events` のアドレスまたは形式を直してください。それまで記録は保管されます。</translation>
    </message>
    <message>
        <source>IT: correct the file. Signpost does not start with a configuration it cannot read whole.</source>
        <translation>IT: ファイルを修正してください。設定を完全に読み取れない場合、Signpost は起動しません。</translation>
    </message>
    <message>
        <source>IT: give this computer a new token for events. Until then they are kept.</source>
        <translation>IT 担当者：このコンピューターに記録用の新しいトークンを発行してください。それまで記録は保管されます。</translation>
    </message>
    <message>
        <source>IT: install the company configuration ({path}), or pass --url and --root.</source>
        <translation>IT: 会社の設定（{path}）をインストールするか、--url と --root を指定してください。</translation>
    </message>
    <message>
        <source>IT: install the file that `ca_bundle` names, as PEM, readable for everybody.</source>
        <translation>IT: `ca_bundle` が示すファイルを PEM 形式で、全員が読めるようにインストールしてください。</translation>
    </message>
    <message>
        <source>IT: publish again. If the date is not past, check this computer&apos;s clock.</source>
        <translation>IT: 公開し直してください。日付が過ぎていない場合は、このコンピューターの時計を確認してください。</translation>
    </message>
    <message>
        <source>IT: run `signpost-admin check` and publish again.</source>
        <translation>IT: `signpost-admin check` を実行し、公開し直してください。</translation>
    </message>
    <message>
        <source>IT: run `signpost-admin publish`.</source>
        <translation>IT: `signpost-admin publish` を実行してください。</translation>
    </message>
    <message>
        <source>IT: see what the receiver says of them. Until then they are kept.</source>
        <translation>IT 担当者：受信側の記録を確認してください。それまで記録は保管されます。</translation>
    </message>
    <message>
        <source>IT: set enrol_url in the company configuration.</source>
        <translation>IT: 会社の設定で enrol_url を設定してください。</translation>
    </message>
    <message>
        <source>IT: set events_token and events_url in the company configuration, or enrol the computer for events.</source>
        <translation>IT 担当者：会社の構成で events_token と events_url を設定するか、このコンピューターを記録用に登録してください。</translation>
    </message>
    <message>
        <source>IT: the address and the root of this installation do not belong together.</source>
        <translation>IT: このインストールのアドレスとルートの組み合わせが正しくありません。</translation>
    </message>
    <message>
        <source>If it stays so, IT should check the address and the policy host.</source>
        <translation>この状態が続く場合は、IT 部門でアドレスとポリシーホストを確認してください。</translation>
    </message>
    <message>
        <source>If it stays so, IT should check the policy host and the proxy.</source>
        <translation>この状態が続く場合は、IT 部門でポリシーホストとプロキシを確認してください。</translation>
    </message>
    <message>
        <source>If this network asks you to sign in, open a web page and do so. Signpost tries again by itself.</source>
        <translation>このネットワークでサインインが必要な場合は、Web ページを開いてサインインしてください。Signpost は自動で再試行します。</translation>
    </message>
    <message>
        <source>It is kept and sent again by itself.</source>
        <translation>保存され、自動で再送されます。</translation>
    </message>
    <message>
        <source>It is left as it is. Install the newer version again; the agent of this one keeps it and begins another.</source>
        <translation>そのまま残されています。新しいバージョンを再度インストールしてください。このバージョンのエージェントはファイルを保管し、別のファイルを使い始めます。</translation>
    </message>
    <message>
        <source>It is tried again with the next policy. If this comes again, tell your IT.</source>
        <translation>次のポリシーで再試行します。繰り返す場合は IT 部門にお知らせください。</translation>
    </message>
    <message>
        <source>It is your own file: correct it, or remove it. Signpost waits, and goes on by itself as soon as that is done.</source>
        <translation>これはご自身のファイルです。修正するか削除してください。Signpost は待機し、それが済むと自動的に続行します。</translation>
    </message>
    <message>
        <source>It was removed and not started. Tell IT before trying again.</source>
        <translation>削除済みで、起動はしていません。もう一度試す前に IT 部門に知らせてください。</translation>
    </message>
    <message>
        <source>It was taken away again. Tell IT.</source>
        <translation>取り除きました。IT 部門に知らせてください。</translation>
    </message>
    <message>
        <source>Items: {known}.</source>
        <translation>項目: {known}。</translation>
    </message>
    <message>
        <source>Known: {known}. Otherwise ask IT.</source>
        <translation>利用できるもの: {known}。それ以外は IT 部門に問い合わせてください。</translation>
    </message>
    <message>
        <source>Launches cannot be watched by {source}: {reason}.</source>
        <translation>{source} ではプログラムの起動を検知できません: {reason}。</translation>
    </message>
    <message>
        <source>Look at the preview again, then carry over.</source>
        <translation>プレビューをもう一度確認してから、引き継いでください。</translation>
    </message>
    <message>
        <source>Mend that file or leave this item out. Everything else comes along without it.</source>
        <translation>そのファイルを直すか、この項目を外してください。ほかの項目はそのまま引き継がれます。</translation>
    </message>
    <message>
        <source>Mend that file or leave this item out. It was not changed.</source>
        <translation>そのファイルを直すか、この項目を外してください。ファイルは変更されていません。</translation>
    </message>
    <message>
        <source>Name the folder of one project.</source>
        <translation>プロジェクトのフォルダーを指定してください。</translation>
    </message>
    <message>
        <source>No code was given.</source>
        <translation>コードが入力されていません。</translation>
    </message>
    <message>
        <source>No further thread can be started: you run as many programs as you may, or memory is short.</source>
        <translation>新しいスレッドを開始できません。実行中のプログラムが上限に達しているか、メモリが不足しています。</translation>
    </message>
    <message>
        <source>Node.js {found} on this computer is too old; {tool} needs {node} or newer.</source>
        <translation>このコンピューターの Node.js {found} は古すぎます。{tool} には {node} 以降が必要です。</translation>
    </message>
    <message>
        <source>Nothing further was removed. Look at the list again.</source>
        <translation>これ以上は何も削除されていません。一覧をもう一度ご確認ください。</translation>
    </message>
    <message>
        <source>Nothing is lost. IT: install the newer version again to read it.</source>
        <translation>失われたものはありません。IT: 内容を読むには、新しいバージョンを再度インストールしてください。</translation>
    </message>
    <message>
        <source>Nothing needs to be done.</source>
        <translation>対応は不要です。</translation>
    </message>
    <message>
        <source>Nothing of {tool} was found on this computer that Signpost can remove.</source>
        <translation>このコンピューターには、Signpost が削除できる {tool} のものは見つかりませんでした。</translation>
    </message>
    <message>
        <source>Nothing to do: Signpost checks as soon as it can.</source>
        <translation>操作は不要です。Signpost ができるだけ早く確認します。</translation>
    </message>
    <message>
        <source>Nothing to do: Signpost fetches it again as soon as it reaches the policy host.</source>
        <translation>操作は不要です。ポリシーホストにつながり次第、Signpost が取得し直します。</translation>
    </message>
    <message>
        <source>Nothing to do: Signpost fetches it again. If this comes back, tell IT: something changes files here.</source>
        <translation>操作は不要です。Signpost が取得し直します。繰り返す場合は IT 部門に知らせてください。何かがファイルを書き換えています。</translation>
    </message>
    <message>
        <source>Nothing to do: Signpost fetches this company&apos;s policy as soon as it reaches the policy host.</source>
        <translation>操作は不要です。ポリシーホストにつながり次第、Signpost がこの会社のポリシーを取得します。</translation>
    </message>
    <message>
        <source>Nothing was changed. What was downloaded already is kept for the next time.</source>
        <translation>何も変更していません。ダウンロード済みのものは次回のために保存されています。</translation>
    </message>
    <message>
        <source>Only the version before the last set-up is kept.</source>
        <translation>保存されているのは、最後のセットアップの直前のバージョンだけです。</translation>
    </message>
    <message>
        <source>Paste the token as IT gave it: one line, without spaces.</source>
        <translation>IT 部門から受け取ったとおりにトークンを貼り付けてください。空白のない 1 行です。</translation>
    </message>
    <message>
        <source>Put a plain file or folder there, or leave this item out.</source>
        <translation>そこに通常のファイルまたはフォルダーを置くか、この項目を外してください。</translation>
    </message>
    <message>
        <source>Rename or remove it, then try again. Nothing was changed.</source>
        <translation>名前を変えるか削除して、もう一度お試しください。何も変更していません。</translation>
    </message>
    <message>
        <source>Run the command in a terminal of your own, or click in Signpost.</source>
        <translation>ご自分のターミナルでコマンドを実行するか、Signpost でクリックしてください。</translation>
    </message>
    <message>
        <source>Save your work, close them and try again. What was downloaded already is kept.</source>
        <translation>作業内容を保存し、それらを閉じてからもう一度お試しください。ダウンロード済みのものは保持されます。</translation>
    </message>
    <message>
        <source>Set it up again, or ask IT to remove it with {manager}.</source>
        <translation>もう一度セットアップするか、{manager} で削除するよう IT 部門に依頼してください。</translation>
    </message>
    <message>
        <source>Set it up first.</source>
        <translation>先にセットアップしてください。</translation>
    </message>
    <message>
        <source>Set that up first or ask IT for it, then try again. Nothing was changed.</source>
        <translation>先にそれをセットアップするか IT 部門に依頼してから、もう一度お試しください。何も変更されていません。</translation>
    </message>
    <message>
        <source>Set the tool up again; that writes a new record.</source>
        <translation>ツールをもう一度セットアップしてください。新しい記録が作られます。</translation>
    </message>
    <message>
        <source>Setting up {tool} needs {needed} on the disk of {path}; {free} are free.</source>
        <translation>{tool} のセットアップには、{path} のディスクに {needed} が必要です。空きは {free} です。</translation>
    </message>
    <message>
        <source>Setting up {tool} took longer than {seconds} seconds and was ended.</source>
        <translation>{tool} のセットアップは {seconds} 秒を超えたため終了しました。</translation>
    </message>
    <message>
        <source>Sign in to the registry (`npm login`) or ask IT for access, then try again.</source>
        <translation>レジストリにサインインする（`npm login`）か、IT 部門にアクセス権を依頼して、もう一度お試しください。</translation>
    </message>
    <message>
        <source>Signpost could not look for the policy&apos;s tools on this computer: {detail}.</source>
        <translation>このコンピューターでポリシーのツールを探せませんでした: {detail}。</translation>
    </message>
    <message>
        <source>Signpost does not know its company yet: {missing} is not set.</source>
        <translation>Signpost はまだ会社を認識していません: {missing} が設定されていません。</translation>
    </message>
    <message>
        <source>Signpost takes the next source there is; `signpost watch` says which one and what it can miss.</source>
        <translation>Signpost は次に使える方法に切り替えます。どの方法か、何を見逃しうるかは `signpost watch` で確認できます。</translation>
    </message>
    <message>
        <source>Signpost tries again by itself.</source>
        <translation>Signpost は自動で再試行します。</translation>
    </message>
    <message>
        <source>Signpost tries again by itself. If it stays so, tell IT.</source>
        <translation>Signpost は自動で再試行します。この状態が続く場合は IT 部門に知らせてください。</translation>
    </message>
    <message>
        <source>Something answered in place of {host}: {detail}.</source>
        <translation>{host} ではないものが応答しました: {detail}。</translation>
    </message>
    <message>
        <source>Something went wrong: {detail}</source>
        <translation>問題が発生しました: {detail}</translation>
    </message>
    <message>
        <source>Speak to your IT. `signpost status` says which policy is in force.</source>
        <translation>IT 部門に相談してください。有効なポリシーは「signpost status」で確認できます。</translation>
    </message>
    <message>
        <source>Start Signpost from a desktop session, or run it with --headless.</source>
        <translation>デスクトップセッションから Signpost を起動するか、--headless を付けて実行してください。</translation>
    </message>
    <message>
        <source>Take it along by hand, or leave this item out.</source>
        <translation>手作業で引き継ぐか、この項目を外してください。</translation>
    </message>
    <message>
        <source>Tell IT that the address for exception requests does not work, and ask them directly.</source>
        <translation>例外申請の宛先が使えないことを IT に伝え、直接申請してください。</translation>
    </message>
    <message>
        <source>Tell IT: it must be corrected and published again. Nothing was changed.</source>
        <translation>IT 部門に知らせてください。修正して公開し直す必要があります。何も変更していません。</translation>
    </message>
    <message>
        <source>Tell IT: only they can publish a policy this computer accepts.</source>
        <translation>IT 部門に知らせてください。このコンピューターが受け入れるポリシーを公開できるのは IT 部門だけです。</translation>
    </message>
    <message>
        <source>Tell IT: the registry of this computer lacks the version the company chose. Nothing was changed.</source>
        <translation>IT 部門に知らせてください。会社が選んだバージョンが、このコンピューターのレジストリにありません。何も変更していません。</translation>
    </message>
    <message>
        <source>That is no access token: {detail}.</source>
        <translation>アクセストークンではありません: {detail}。</translation>
    </message>
    <message>
        <source>The access of this computer has ended: {host} no longer accepts its token.</source>
        <translation>このコンピューターのアクセス権は終了しました。{host} はトークンを受け付けなくなりました。</translation>
    </message>
    <message>
        <source>The access token could not be read or kept in the keyring ({detail}).</source>
        <translation>アクセストークンをキーリングで読み取り、または保存できませんでした（{detail}）。</translation>
    </message>
    <message>
        <source>The access token in {path} cannot be read ({detail}).</source>
        <translation>{path} のアクセストークンを読み取れません（{detail}）。</translation>
    </message>
    <message>
        <source>The bundle cannot be used: {detail}</source>
        <translation>このバンドルは使用できません：{detail}</translation>
    </message>
    <message>
        <source>The company&apos;s certificate authorities in {path} cannot be used ({detail}).</source>
        <translation>{path} にある会社の認証局を使用できません（{detail}）。</translation>
    </message>
    <message>
        <source>The company&apos;s policy for everybody applies. IT: publish the roll-out again, or update Signpost here.</source>
        <translation>全員向けの会社のポリシーが適用されます。IT: 段階的展開を公開し直すか、ここの Signpost を更新してください。</translation>
    </message>
    <message>
        <source>The configuration was changed, and Signpost goes on with the settings of before. {detail}</source>
        <translation>設定が変更されましたが、Signpost は以前の設定で動作を続けます。{detail}</translation>
    </message>
    <message>
        <source>The configuration {path} cannot be used: {detail}</source>
        <translation>設定 {path} を使用できません: {detail}</translation>
    </message>
    <message>
        <source>The connection to {host} broke off in the middle of {file}.</source>
        <translation>{file} の途中で {host} との接続が切れました。</translation>
    </message>
    <message>
        <source>The connection to {host} is not secure ({detail}).</source>
        <translation>{host} への接続は安全ではありません（{detail}）。</translation>
    </message>
    <message>
        <source>The download of {file} was stopped.</source>
        <translation>{file} のダウンロードは中止されました。</translation>
    </message>
    <message>
        <source>The enrolment code is for another computer, not for {device}.</source>
        <translation>登録コードは {device} 用ではなく、別のコンピューター用です。</translation>
    </message>
    <message>
        <source>The enrolment code was used before, or its time is over.</source>
        <translation>登録コードは使用済みか、有効期限が切れています。</translation>
    </message>
    <message>
        <source>The file {target}, which the company&apos;s policy speaks of, is not on this computer.</source>
        <translation>会社のポリシーが指すファイル {target} は、このコンピューターにありません。</translation>
    </message>
    <message>
        <source>The installation of {tool} was not authorised.</source>
        <translation>{tool} のインストールは許可されませんでした。</translation>
    </message>
    <message>
        <source>The keyring did not answer within {seconds} seconds; it is probably locked.</source>
        <translation>キーリングが {seconds} 秒以内に応答しませんでした。ロックされている可能性があります。</translation>
    </message>
    <message>
        <source>The package registry{registry} could not be reached ({code}).</source>
        <translation>パッケージレジストリ{registry}に接続できませんでした（{code}）。</translation>
    </message>
    <message>
        <source>The package registry{registry} did not let this computer in ({code}).</source>
        <translation>パッケージレジストリ{registry}がこのコンピューターを受け入れませんでした（{code}）。</translation>
    </message>
    <message>
        <source>The package registry{registry} does not have {package} ({code}).</source>
        <translation>パッケージレジストリ{registry}に {package} がありません（{code}）。</translation>
    </message>
    <message>
        <source>The package registry{registry} showed a certificate that Node.js does not trust ({code}).</source>
        <translation>パッケージレジストリ{registry}が、Node.js の信頼しない証明書を提示しました（{code}）。</translation>
    </message>
    <message>
        <source>The policy at {host} is signed by somebody this computer was not told to trust ({detail}).</source>
        <translation>{host} のポリシーには、このコンピューターが信頼するよう指示されていない署名者の署名があります（{detail}）。</translation>
    </message>
    <message>
        <source>The policy at {host} ran out: its {role} was valid until {since}.</source>
        <translation>{host} のポリシーは期限切れです: {role} の有効期限は {since} でした。</translation>
    </message>
    <message>
        <source>The policy document cannot be read: {detail}</source>
        <translation>ポリシー文書を読み取れません: {detail}</translation>
    </message>
    <message>
        <source>The policy from {host} was not accepted: {detail}</source>
        <translation>{host} のポリシーは受け入れられませんでした: {detail}</translation>
    </message>
    <message>
        <source>The policy host {host} could not be reached ({detail}).</source>
        <translation>ポリシーホスト {host} に接続できませんでした（{detail}）。</translation>
    </message>
    <message>
        <source>The policy host {host} does not answer ({detail}).</source>
        <translation>ポリシーホスト {host} が応答しません（{detail}）。</translation>
    </message>
    <message>
        <source>The recipe for {tool} cannot be used: {detail}</source>
        <translation>{tool} のセットアップ手順を使用できません: {detail}</translation>
    </message>
    <message>
        <source>The record of an earlier carry-over cannot be read: {path}.</source>
        <translation>以前の引き継ぎの記録を読み取れません: {path}。</translation>
    </message>
    <message>
        <source>The record of events at {path} cannot be used: {detail}</source>
        <translation>{path} のイベント記録を使用できません: {detail}</translation>
    </message>
    <message>
        <source>The record of what happened at {path} cannot be used: {detail}</source>
        <translation>{path} の動作記録を使用できません: {detail}</translation>
    </message>
    <message>
        <source>The record {path} of what was set up cannot be read: {detail}</source>
        <translation>セットアップの記録 {path} を読み取れません: {detail}</translation>
    </message>
    <message>
        <source>The set-up of {tool} was cancelled.</source>
        <translation>{tool} のセットアップを中止しました。</translation>
    </message>
    <message>
        <source>The set-up recipes cannot be read: {detail}</source>
        <translation>セットアップ手順を読み取れません: {detail}</translation>
    </message>
    <message>
        <source>The stored policy belongs to another installation of Signpost and was put aside.</source>
        <translation>保存されていたポリシーは別の Signpost のものだったため、除外しました。</translation>
    </message>
    <message>
        <source>The stored policy is not signed as it has to be ({detail}) and was put aside.</source>
        <translation>保存されていたポリシーの署名が正しくないため（{detail}）、除外しました。</translation>
    </message>
    <message>
        <source>The stored policy was damaged ({detail}) and was put aside.</source>
        <translation>保存されていたポリシーが壊れていたため（{detail}）、除外しました。</translation>
    </message>
    <message>
        <source>The stored policy was written by a newer Signpost and was put aside.</source>
        <translation>保存されていたポリシーは新しい Signpost が書き込んだものだったため、除外しました。</translation>
    </message>
    <message>
        <source>There is no carry-over from {source} to {target} to undo.</source>
        <translation>{source} から {target} への引き継ぎで、元に戻せるものはありません。</translation>
    </message>
    <message>
        <source>There is no earlier version of {tool} on this computer.</source>
        <translation>このコンピューターに {tool} の以前のバージョンはありません。</translation>
    </message>
    <message>
        <source>There is no item {item} in this carry-over.</source>
        <translation>この引き継ぎに {item} という項目はありません。</translation>
    </message>
    <message>
        <source>There is no screen here to show anything on.</source>
        <translation>表示できる画面がここにはありません。</translation>
    </message>
    <message>
        <source>There is no set-up for {tool} in the policy in force.</source>
        <translation>現在のポリシーには {tool} のセットアップがありません。</translation>
    </message>
    <message>
        <source>There is not enough space left on the disk for {path}.</source>
        <translation>{path} のためのディスク容量が足りません。</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>元に戻すものはありません。</translation>
    </message>
    <message>
        <source>They are kept and sent again by themselves.</source>
        <translation>記録は保管され、自動的に再送されます。</translation>
    </message>
    <message>
        <source>This cannot be asked of IT: {detail}</source>
        <translation>IT に申請できません: {detail}</translation>
    </message>
    <message>
        <source>This computer is not enrolled with {host} yet.</source>
        <translation>このコンピューターはまだ {host} に登録されていません。</translation>
    </message>
    <message>
        <source>This computer is offline, or {host} cannot be found ({detail}).</source>
        <translation>このコンピューターがオフラインか、{host} が見つかりません（{detail}）。</translation>
    </message>
    <message>
        <source>This computer was not told where to enrol.</source>
        <translation>このコンピューターには登録先が設定されていません。</translation>
    </message>
    <message>
        <source>This way of setting {tool} up is not for this computer: {detail}</source>
        <translation>このコンピューターでは、この方法で {tool} をセットアップできません: {detail}</translation>
    </message>
    <message>
        <source>Try again and enter an administrator&apos;s password, or ask IT. Nothing was changed.</source>
        <translation>もう一度試して管理者のパスワードを入力するか、IT 部門に問い合わせてください。何も変更されていません。</translation>
    </message>
    <message>
        <source>Try again in a minute. If it stays so, IT must publish the recipe and its file again.</source>
        <translation>1 分後にもう一度お試しください。解消しない場合は、IT 部門がレシピとそのファイルを公開し直す必要があります。</translation>
    </message>
    <message>
        <source>Try again on a faster connection; what was downloaded already is kept.</source>
        <translation>より速い接続でもう一度お試しください。ダウンロード済みのものは保存されています。</translation>
    </message>
    <message>
        <source>Try again once the policy was brought up to date. Nothing was changed.</source>
        <translation>ポリシーが最新になってから、もう一度お試しください。何も変更されていません。</translation>
    </message>
    <message>
        <source>Try again, or ask IT to remove it with {manager}.</source>
        <translation>もう一度試すか、{manager} での削除を IT 部門に依頼してください。</translation>
    </message>
    <message>
        <source>Try again. If it happens again, tell IT.</source>
        <translation>もう一度お試しください。再び起きる場合は IT 部門に知らせてください。</translation>
    </message>
    <message>
        <source>Try again. If it happens again, tell IT. Nothing was left half installed.</source>
        <translation>もう一度お試しください。再び起きる場合は IT 部門に知らせてください。途中までインストールされたものは残っていません。</translation>
    </message>
    <message>
        <source>Unlock the keyring. Until then the last good policy stays in force.</source>
        <translation>キーリングのロックを解除してください。それまでは最後の有効なポリシーが適用されます。</translation>
    </message>
    <message>
        <source>Use `signpost token set --file`, which keeps it in a file that only you can read.</source>
        <translation>`signpost token set --file` を使ってください。あなただけが読めるファイルに保存します。</translation>
    </message>
    <message>
        <source>Use the one that is running, or end it first.</source>
        <translation>実行中のものを使うか、先に終了してください。</translation>
    </message>
    <message>
        <source>Version {previous} is back in its place and works on. Tell IT.</source>
        <translation>バージョン {previous} に戻しました。引き続き使えます。IT 部門にお知らせください。</translation>
    </message>
    <message>
        <source>Wait until it is done, then try again. Nothing was changed.</source>
        <translation>完了するまで待ってから、もう一度試してください。何も変更されていません。</translation>
    </message>
    <message>
        <source>Wait until it is done.</source>
        <translation>完了するまでお待ちください。</translation>
    </message>
    <message>
        <source>What arrived for {tool} is not what the company approved: {detail}</source>
        <translation>{tool} として届いたものは、会社が承認したものではありません: {detail}</translation>
    </message>
    <message>
        <source>What has arrived is kept and serves the next try.</source>
        <translation>受信済みの部分は保存され、次回の試行で使われます。</translation>
    </message>
    <message>
        <source>What is kept of this computer&apos;s enrolment in {path} cannot be read ({detail}).</source>
        <translation>{path} に保存されたこのコンピューターの登録情報を読み取れません（{detail}）。</translation>
    </message>
    <message>
        <source>What there is of {tool} has changed since it was shown to you.</source>
        <translation>表示した後に、{tool} の内容が変わりました。</translation>
    </message>
    <message>
        <source>Whether there is a newer policy has not been checked since {since}.</source>
        <translation>{since} 以降、新しいポリシーがあるか確認できていません。</translation>
    </message>
    <message>
        <source>Your company&apos;s policy does not say how settings come along from {source} to {target}.</source>
        <translation>会社のポリシーには、{source} から {target} へ設定を引き継ぐ方法が定められていません。</translation>
    </message>
    <message>
        <source>Your company&apos;s policy names nobody to ask about {tool}.</source>
        <translation>会社のポリシーには、{tool} について問い合わせる先がありません。</translation>
    </message>
    <message>
        <source>Your request for {tool} could not be sent yet: {host} {detail}.</source>
        <translation>{tool} の申請をまだ送信できません: {host} {detail}。</translation>
    </message>
    <message>
        <source>Your request for {tool} was not sent: your company has another address for requests now, or none.</source>
        <translation>{tool} の申請は送信されませんでした。会社の申請先アドレスが変わったか、なくなりました。</translation>
    </message>
    <message>
        <source>npm ({npm}) does not start: {detail}</source>
        <translation>npm（{npm}）が起動しません: {detail}</translation>
    </message>
    <message>
        <source>npm could not install {tool} ({code}): {detail}</source>
        <translation>npm は {tool} をインストールできませんでした（{code}）: {detail}</translation>
    </message>
    <message>
        <source>npm, which installs {tool}, was not found on this computer.</source>
        <translation>{tool} のインストールに必要な npm が、このコンピューターに見つかりません。</translation>
    </message>
    <message>
        <source>{command} was installed but did not answer with version {version}; it answered: {answer}</source>
        <translation>{command} はインストールされましたが、バージョン {version} と応答しませんでした。応答: {answer}</translation>
    </message>
    <message>
        <source>{file} from {host} is larger than it may be ({detail}).</source>
        <translation>{host} の {file} は許される大きさを超えています（{detail}）。</translation>
    </message>
    <message>
        <source>{file} from {host} is not what was signed ({detail}).</source>
        <translation>{host} の {file} は署名された内容と異なります（{detail}）。</translation>
    </message>
    <message>
        <source>{file} is not part of what the company signed for set-ups.</source>
        <translation>{file} は、会社がセットアップ用に署名したものに含まれていません。</translation>
    </message>
    <message>
        <source>{host} accepts no event of this computer (answer {answer}).</source>
        <translation>{host} はこのコンピューターの記録を受け付けません（応答 {answer}）。</translation>
    </message>
    <message>
        <source>{host} answered {status} for {file}.</source>
        <translation>{host} は {file} に対して {status} と応答しました。</translation>
    </message>
    <message>
        <source>{host} did not accept your request for {tool} (answer {status}).</source>
        <translation>{host} は {tool} の申請を受け付けませんでした（応答 {status}）。</translation>
    </message>
    <message>
        <source>{host} did not accept your request for {tool}.</source>
        <translation>{host} は {tool} の申請を受け付けませんでした。</translation>
    </message>
    <message>
        <source>{host} does not accept the events of this computer: its token is wrong or has ended (answer {answer}).</source>
        <translation>{host} はこのコンピューターの記録を受け付けません。トークンが誤っているか、失効しています（応答 {answer}）。</translation>
    </message>
    <message>
        <source>{host} does not know the enrolment code of this computer.</source>
        <translation>{host} はこのコンピューターの登録コードを認識しません。</translation>
    </message>
    <message>
        <source>{host} does not know this computer ({status} for {file}): its access token is missing or no longer valid.</source>
        <translation>{host} はこのコンピューターを認識しません（{file} に対して {status}）。アクセストークンがないか、無効になっています。</translation>
    </message>
    <message>
        <source>{host} does not let this computer in ({status} for {file}).</source>
        <translation>{host} はこのコンピューターを受け入れません（{file} に対して {status}）。</translation>
    </message>
    <message>
        <source>{host} has no {file} yet.</source>
        <translation>{host} にはまだ {file} がありません。</translation>
    </message>
    <message>
        <source>{host} knows a computer called {device} already.</source>
        <translation>{host} には {device} という名前のコンピューターがすでにあります。</translation>
    </message>
    <message>
        <source>{host} offers an older policy than this computer has already seen ({detail}).</source>
        <translation>{host} のポリシーは、このコンピューターがすでに受け取ったものより古いものです（{detail}）。</translation>
    </message>
    <message>
        <source>{host} sent far more around {file} than belongs there.</source>
        <translation>{host} は {file} と一緒に、本来よりはるかに多くのデータを送りました。</translation>
    </message>
    <message>
        <source>{host} was too slow: {file} had not arrived when the time was up.</source>
        <translation>{host} が遅すぎました。{file} が時間内に届きませんでした。</translation>
    </message>
    <message>
        <source>{manager} cannot install {tool} on this computer: {detail}</source>
        <translation>{manager} はこのコンピューターに {tool} をインストールできません: {detail}</translation>
    </message>
    <message>
        <source>{manager} could not install {tool} ({code}): {detail}</source>
        <translation>{manager} は {tool} をインストールできませんでした ({code}): {detail}</translation>
    </message>
    <message>
        <source>{manager} could not remove {package} ({code}): {detail}</source>
        <translation>{manager} は {package} を削除できませんでした ({code}): {detail}</translation>
    </message>
    <message>
        <source>{manager}, which installs {tool}, was not found on this computer.</source>
        <translation>{tool} のインストールに使う {manager} がこのコンピューターに見つかりませんでした。</translation>
    </message>
    <message>
        <source>{path} belongs to another user of this computer and is not used.</source>
        <translation>{path} はこのコンピューターの別のユーザーのものなので使用しません。</translation>
    </message>
    <message>
        <source>{path} cannot be read ({detail}).</source>
        <translation>{path} を読み取れません（{detail}）。</translation>
    </message>
    <message>
        <source>{path} cannot be read: {detail}.</source>
        <translation>{path} を読み取れません: {detail}。</translation>
    </message>
    <message>
        <source>{path} cannot be written ({detail}).</source>
        <translation>{path} に書き込めません（{detail}）。</translation>
    </message>
    <message>
        <source>{path} cannot take the entries: {detail}.</source>
        <translation>{path} に項目を追加できません: {detail}。</translation>
    </message>
    <message>
        <source>{path} changed since you looked. Nothing was written.</source>
        <translation>{path} は、確認した後に変更されました。何も書き込んでいません。</translation>
    </message>
    <message>
        <source>{path} is already there and was not put there by Signpost.</source>
        <translation>{path} はすでに存在し、Signpost が置いたものではありません。</translation>
    </message>
    <message>
        <source>{path} is more than can come along: {detail}.</source>
        <translation>{path} は引き継げる量を超えています: {detail}。</translation>
    </message>
    <message>
        <source>{path} is no project folder: {detail}.</source>
        <translation>{path} はプロジェクトのフォルダーではありません: {detail}。</translation>
    </message>
    <message>
        <source>{path} is {detail} and was not touched.</source>
        <translation>{path} は {detail} のため、変更していません。</translation>
    </message>
    <message>
        <source>{path} was left as it is: {detail}</source>
        <translation>{path} はそのままにしました: {detail}</translation>
    </message>
    <message>
        <source>{path} was written by a newer Signpost (format {found}, this one knows {known}).</source>
        <translation>{path} は新しい Signpost によって書き込まれました (形式 {found}、このバージョンは {known} まで対応)。</translation>
    </message>
    <message>
        <source>{path} was written by a newer Signpost. It is kept as {kept}, and a new one was begun.</source>
        <translation>{path} は新しい Signpost によって書き込まれました。{kept} として保管し、新しいファイルを使い始めました。</translation>
    </message>
    <message>
        <source>{todo}</source>
        <translation>{todo}</translation>
    </message>
    <message>
        <source>{tool} asked for its own set-up, which could go on for ever.</source>
        <translation>{tool} が自分自身のセットアップを要求しました。際限なく続くおそれがあります。</translation>
    </message>
    <message>
        <source>{tool} cannot be rolled back to {version}: {detail}.</source>
        <translation>{tool} は {version} に戻せません: {detail}。</translation>
    </message>
    <message>
        <source>{tool} cannot be set up on this computer. {reasons}</source>
        <translation>{tool} はこのコンピューターではセットアップできません。{reasons}</translation>
    </message>
    <message>
        <source>{tool} cannot be set up on this kind of computer ({system}).</source>
        <translation>この種類のコンピューター（{system}）には {tool} をセットアップできません。</translation>
    </message>
    <message>
        <source>{tool} is being set up already.</source>
        <translation>{tool} はすでにセットアップ中です。</translation>
    </message>
    <message>
        <source>{tool} needs {requirement}, which is not on this computer.</source>
        <translation>{tool} には {requirement} が必要ですが、このコンピューターにはありません。</translation>
    </message>
    <message>
        <source>{tool} was installed, but {command} is not there as it should be: {answer}</source>
        <translation>{tool} はインストールされましたが、{command} が正しい状態ではありません: {answer}</translation>
    </message>
    <message>
        <source>{tool} was not finished: {manager} now has {package} {found}, which does not work as it should.</source>
        <translation>{tool} は完了していません: {manager} には {package} {found} がありますが、正しく動作しません。</translation>
    </message>
    <message>
        <source>{tool} was not set up by Signpost.</source>
        <translation>{tool} は Signpost がセットアップしたものではありません。</translation>
    </message>
    <message>
        <source>{tool} {version} did not work as it should and was taken back ({answer}).</source>
        <translation>{tool} {version} は正しく動作しなかったため、元に戻しました（{answer}）。</translation>
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
        <translation>Python パッケージ {package} に属しています。</translation>
    </message>
    <message>
        <source>It belongs to the editor extension {package}.</source>
        <translation>エディター拡張機能 {package} に属しています。</translation>
    </message>
    <message>
        <source>It belongs to the npm package {package}.</source>
        <translation>npm パッケージ {package} に属しています。</translation>
    </message>
    <message>
        <source>It belongs to the package {package}.</source>
        <translation>パッケージ {package} に属しています。</translation>
    </message>
    <message>
        <source>It is installed at {path}.</source>
        <translation>{path} にインストールされています。</translation>
    </message>
    <message>
        <source>It was started by {program}.</source>
        <translation>{program} から起動されました。</translation>
    </message>
    <message>
        <source>It was started with the variable {name}.</source>
        <translation>変数 {name} を付けて起動されました。</translation>
    </message>
    <message>
        <source>Its file is byte for byte one the policy lists ({digest}…).</source>
        <translation>ファイルの内容が、ポリシーに載っているものと 1 バイトも違いません（{digest}…）。</translation>
    </message>
    <message>
        <source>Its file is called {name}.</source>
        <translation>ファイル名は {name} です。</translation>
    </message>
    <message>
        <source>Its file is signed by {signer}.</source>
        <translation>ファイルは {signer} が署名しています。</translation>
    </message>
    <message>
        <source>Its file is {path}.</source>
        <translation>ファイルは {path} です。</translation>
    </message>
    <message>
        <source>Its file names itself {marker}.</source>
        <translation>ファイル自身が {marker} と名乗っています。</translation>
    </message>
    <message>
        <source>The policy&apos;s rule for this is {rule}.</source>
        <translation>該当するポリシーの規則は {rule} です。</translation>
    </message>
    <message>
        <source>The program that started is {path}.</source>
        <translation>起動したプログラムは {path} です。</translation>
    </message>
</context>
<context>
    <name>ledger</name>
    <message>
        <source>Alert: {tool}</source>
        <translation>お知らせ: {tool}</translation>
    </message>
    <message>
        <source>Alerts were put together into one</source>
        <translation>複数のお知らせを 1 つにまとめました</translation>
    </message>
    <message>
        <source>Asked to close, and did: {tool}</source>
        <translation>終了を求め、終了: {tool}</translation>
    </message>
    <message>
        <source>Asked to close, and still runs: {tool}</source>
        <translation>終了を求め、まだ実行中: {tool}</translation>
    </message>
    <message>
        <source>Back to the version before: {tool}</source>
        <translation>前のバージョンに戻しました：{tool}</translation>
    </message>
    <message>
        <source>Could not be removed: {tool}</source>
        <translation>削除できませんでした：{tool}</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>破棄済み</translation>
    </message>
    <message>
        <source>Every record in full, before you have to ask.</source>
        <translation>すべての記録を、尋ねるまでもなく全文でご覧いただけます。</translation>
    </message>
    <message>
        <source>Exception asked for: {tool}</source>
        <translation>例外を申請：{tool}</translation>
    </message>
    <message>
        <source>Exception in force: {tool}</source>
        <translation>例外が有効：{tool}</translation>
    </message>
    <message>
        <source>Exception over: {tool}</source>
        <translation>例外が終了：{tool}</translation>
    </message>
    <message>
        <source>Found installed: {tool}</source>
        <translation>インストール済みを検出：{tool}</translation>
    </message>
    <message>
        <source>It could not be sent for so long that the room for waiting records was full.</source>
        <translation>長い間送信できず、送信待ちの記録の領域がいっぱいになりました。</translation>
    </message>
    <message>
        <source>It is sent as soon as the receiver can be reached.</source>
        <translation>受信側につながり次第、送信されます。</translation>
    </message>
    <message>
        <source>It was not sent: your company&apos;s address for requests changed.</source>
        <translation>送信されませんでした。会社の申請先アドレスが変わりました。</translation>
    </message>
    <message>
        <source>No file names, commands or prompts are ever in here.</source>
        <translation>ファイル名、コマンド、プロンプトが含まれることは決してありません。</translation>
    </message>
    <message>
        <source>No longer installed: {tool}</source>
        <translation>インストールされなくなりました：{tool}</translation>
    </message>
    <message>
        <source>Prompts and passwords are left out.</source>
        <translation>プロンプトとパスワードは省かれています。</translation>
    </message>
    <message>
        <source>Record of class {number}</source>
        <translation>クラス {number} の記録</translation>
    </message>
    <message>
        <source>Removed: {tool}</source>
        <translation>削除しました: {tool}</translation>
    </message>
    <message>
        <source>Request taken back: {tool}</source>
        <translation>申請を取り下げ：{tool}</translation>
    </message>
    <message>
        <source>Search records</source>
        <translation>記録を検索</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>送信済み</translation>
    </message>
    <message>
        <source>Set-up finished: {tool}</source>
        <translation>セットアップ完了: {tool}</translation>
    </message>
    <message>
        <source>Set-up stopped: {tool}</source>
        <translation>セットアップ中断: {tool}</translation>
    </message>
    <message>
        <source>Signpost began anew to watch</source>
        <translation>Signpost が監視を再開しました</translation>
    </message>
    <message>
        <source>Something went wrong in Signpost</source>
        <translation>Signpost で問題が発生しました</translation>
    </message>
    <message>
        <source>The policy does not ask for events, so it stays here.</source>
        <translation>ポリシーがイベントを求めていないため、ここにとどまります。</translation>
    </message>
    <message>
        <source>The policy does not ask for records of this kind.</source>
        <translation>ポリシーはこの種類の記録を求めていません。</translation>
    </message>
    <message>
        <source>The policy no longer asks for it.</source>
        <translation>ポリシーはこの記録を求めなくなりました。</translation>
    </message>
    <message>
        <source>The receiver did not accept it.</source>
        <translation>受信側が受け付けませんでした。</translation>
    </message>
    <message>
        <source>The receiver took it among others, of which it rejected some.</source>
        <translation>受信側はほかの記録とともに受け取りましたが、その一部を拒否しました。</translation>
    </message>
    <message>
        <source>There are no records yet. One is written when a tool of your policy starts.</source>
        <translation>まだ記録はありません。ポリシーにあるツールが起動すると記録されます。</translation>
    </message>
    <message>
        <source>Update finished: {tool}</source>
        <translation>更新が完了：{tool}</translation>
    </message>
    <message>
        <source>Update stopped: {tool}</source>
        <translation>更新が中断：{tool}</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>送信待ち</translation>
    </message>
    <message>
        <source>Withheld</source>
        <translation>送信しない</translation>
    </message>
    <message>
        <source>You sent it yourself, with your mail program.</source>
        <translation>ご自分のメールソフトで送信しました。</translation>
    </message>
    <message>
        <source>You took it back before it was sent.</source>
        <translation>送信前に取り下げました。</translation>
    </message>
    <message>
        <source>Your company has this added: {things}.</source>
        <translation>会社の指定で次が含まれています：{things}。</translation>
    </message>
</context>
<context>
    <name>notification</name>
    <message>
        <source>Later</source>
        <translation>後で</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>To cancel it, open Signpost.</source>
        <translation>キャンセルするには Signpost を開いてください。</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>なぜ?</translation>
    </message>
</context>
<context>
    <name>pause</name>
    <message>
        <source>1 more tool was noticed</source>
        <translation>ほかに 1 個のツールを検知しました</translation>
    </message>
    <message>
        <source>If so many alerts look wrong to you, tell your IT.</source>
        <translation>お知らせがこれほど多いのはおかしいと感じたら、IT 部門に知らせてください。</translation>
    </message>
    <message numerus="yes">
        <source>More than {most} alerts came within an hour. This one now stands for the rest.</source>
        <translation>
            <numerusform>1 時間以内のお知らせが {most} 件を超えました。残りはこの 1 件でまとめてお知らせします。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was closed. Alerts resume at {time}, or with your company&apos;s next policy.</source>
        <translation>何も終了していません。お知らせは {time}、または会社の次のポリシーから再開します。</translation>
    </message>
    <message>
        <source>Signpost has paused alerts</source>
        <translation>Signpost はお知らせを一時停止しました</translation>
    </message>
    <message>
        <source>Unsure?</source>
        <translation>ご不明な場合</translation>
    </message>
    <message>
        <source>Which tools?</source>
        <translation>どのツールですか?</translation>
    </message>
    <message numerus="yes">
        <source>{count} more tools were noticed</source>
        <translation>
            <numerusform>ほかに {count} 個のツールを検知しました</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{tool}, {count} times</source>
        <translation>
            <numerusform>{tool}、{count} 回</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>policy</name>
    <message>
        <source>Instead</source>
        <translation>代わりに</translation>
    </message>
    <message numerus="yes">
        <source>It is asked to close {count} minutes after you saw the alert.</source>
        <translation>
            <numerusform>お知らせの表示から {count} 分後に終了を求めます。</numerusform>
        </translation>
    </message>
    <message>
        <source>It says nothing to you.</source>
        <translation>あなたに関する記載はありません。</translation>
    </message>
    <message>
        <source>Search the policy</source>
        <translation>ポリシーを検索</translation>
    </message>
    <message>
        <source>{label}: {text}</source>
        <translation>{label}: {text}</translation>
    </message>
</context>
<context>
    <name>removal</name>
    <message>
        <source>Exactly what is listed here goes, and nothing else.</source>
        <translation>ここにあるものだけが削除され、ほかには何も削除されません。</translation>
    </message>
    <message>
        <source>It belongs to the machine. Your IT can remove it.</source>
        <translation>コンピューター全体に属しています。IT 部門が削除できます。</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>残しておく</translation>
    </message>
    <message>
        <source>Looking for what belongs to {tool}</source>
        <translation>{tool} に属するものを探しています</translation>
    </message>
    <message>
        <source>Nothing is changed by looking.</source>
        <translation>探すだけで、何も変更しません。</translation>
    </message>
    <message>
        <source>Nothing of {tool} can be removed here</source>
        <translation>ここで削除できる {tool} のものはありません</translation>
    </message>
    <message>
        <source>Remove what is listed</source>
        <translation>一覧のものを削除</translation>
    </message>
    <message>
        <source>Remove {tool}</source>
        <translation>{tool} を削除</translation>
    </message>
    <message>
        <source>Remove {tool} from this computer?</source>
        <translation>このコンピューターから {tool} を削除しますか？</translation>
    </message>
    <message>
        <source>Signpost set it up. Remove it under Approved tools.</source>
        <translation>Signpost がセットアップしました。「承認済みツール」で削除してください。</translation>
    </message>
    <message>
        <source>The program that installed it has to remove it.</source>
        <translation>インストールしたプログラムで削除する必要があります。</translation>
    </message>
    <message>
        <source>This goes</source>
        <translation>削除されるもの</translation>
    </message>
    <message>
        <source>This stays</source>
        <translation>残るもの</translation>
    </message>
    <message>
        <source>What belongs to it is not known exactly.</source>
        <translation>何がそれに属するのか、正確にはわかりません。</translation>
    </message>
    <message>
        <source>Your IT can help with what is left.</source>
        <translation>残っているものについては IT 部門にご相談ください。</translation>
    </message>
    <message>
        <source>Your company made an exception: you may use it until {day}.</source>
        <translation>会社が例外を認めています。{day}まで使用できます。</translation>
    </message>
    <message>
        <source>Your settings and history of {tool} stay as they are.</source>
        <translation>{tool} の設定と履歴はそのまま残ります。</translation>
    </message>
    <message>
        <source>{tool} is being removed</source>
        <translation>{tool} を削除しています</translation>
    </message>
    <message>
        <source>{tool} is gone</source>
        <translation>{tool} を削除しました</translation>
    </message>
    <message>
        <source>{tool} was not removed</source>
        <translation>{tool} は削除されませんでした</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>A line in the terminal</source>
        <translation>ターミナルに 1 行表示</translation>
    </message>
    <message>
        <source>Alerts wait until they are over, but never past the day a tool goes off limits.</source>
        <translation>お知らせはこの時間が終わるまで待ちます。ただし、ツールが使用できなくなる日を過ぎて待つことはありません。</translation>
    </message>
    <message>
        <source>All that is kept about you</source>
        <translation>あなたについて保存されているすべて</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>システムに合わせる</translation>
    </message>
    <message>
        <source>Diagnostics for IT</source>
        <translation>IT 部門向けの診断情報</translation>
    </message>
    <message>
        <source>Every day</source>
        <translation>毎日</translation>
    </message>
    <message>
        <source>For tools off limits that start where no card can be shown, such as over SSH. Takes effect when Signpost next starts.</source>
        <translation>SSH 経由など、カードを表示できない場所で使用不可のツールが起動したときに表示します。Signpost の次回起動時から有効です。</translation>
    </message>
    <message>
        <source>From</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>グループ</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>Monday to Friday</source>
        <translation>月曜日から金曜日</translation>
    </message>
    <message>
        <source>On</source>
        <translation>曜日</translation>
    </message>
    <message>
        <source>Otherwise you hear of changes only after you open Signpost.</source>
        <translation>オフにすると、Signpost を開くまで変更のお知らせは届きません。</translation>
    </message>
    <message>
        <source>Packages from</source>
        <translation>パッケージの取得元</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>プロキシ</translation>
    </message>
    <message>
        <source>Quiet times</source>
        <translation>お知らせを控える時間</translation>
    </message>
    <message>
        <source>Records, activity, requests and the log as one file, to read or to take along. Nothing is sent.</source>
        <translation>記録、アクティビティ、申請、ログを 1 つのファイルにまとめます。閲覧や持ち出しができ、送信はされません。</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>名前を付けて保存</translation>
    </message>
    <message>
        <source>Set by your company</source>
        <translation>会社が設定した内容</translation>
    </message>
    <message>
        <source>Start when I log in</source>
        <translation>ログイン時に起動</translation>
    </message>
    <message>
        <source>Unexpected ends of Signpost: {count}, the last on {day}. The reports stay on this computer.</source>
        <translation>Signpost の予期しない終了: {count} 回、最後は {day}。レポートはこのコンピューターに残り、外には出ません。</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Versions, settings, a check-up, the log and crash reports, as a file you can read first. Passwords, your name and your home folder are left out. Nothing is sent.</source>
        <translation>バージョン、設定、点検結果、ログ、クラッシュレポートを 1 つのファイルにまとめます。先に中身を確認できます。パスワード、お名前、ホームフォルダーは含まれません。何も送信されません。</translation>
    </message>
    <message>
        <source>What you change here applies at once.</source>
        <translation>ここでの変更はすぐに反映されます。</translation>
    </message>
    <message>
        <source>Your company&apos;s own texts appear in the languages it wrote them in.</source>
        <translation>会社の文章は、会社が用意した言語で表示されます。</translation>
    </message>
</context>
<context>
    <name>setup</name>
    <message>
        <source>A few seconds left</source>
        <translation>残り数秒</translation>
    </message>
    <message>
        <source>About a minute left</source>
        <translation>残り約 1 分</translation>
    </message>
    <message numerus="yes">
        <source>About {count} minutes left</source>
        <translation>
            <numerusform>残り約 {count} 分</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>About {count} seconds left</source>
        <translation>
            <numerusform>残り約 {count} 秒</numerusform>
        </translation>
    </message>
    <message>
        <source>Add these lines</source>
        <translation>この行を追加</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>中止しました</translation>
    </message>
    <message>
        <source>Cancelling</source>
        <translation>中止しています</translation>
    </message>
    <message>
        <source>Carrying your settings over</source>
        <translation>設定を引き継いでいます</translation>
    </message>
    <message>
        <source>Check space and what is here already</source>
        <translation>空き容量と既存のものを確認</translation>
    </message>
    <message>
        <source>Check that it starts</source>
        <translation>起動するか確認</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>確認中</translation>
    </message>
    <message>
        <source>Checking that it starts</source>
        <translation>起動を確認中</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Closing this card does not stop it.</source>
        <translation>このカードを閉じても中断されません。</translation>
    </message>
    <message>
        <source>Compare with what your company approved</source>
        <translation>会社が承認したものと照合</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>照合中</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>コピーしました</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Details for IT</source>
        <translation>IT 部門向けの詳細</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>ダウンロード</translation>
    </message>
    <message>
        <source>Downloading</source>
        <translation>ダウンロード中</translation>
    </message>
    <message>
        <source>Getting ready</source>
        <translation>準備中</translation>
    </message>
    <message>
        <source>Install</source>
        <translation>インストール</translation>
    </message>
    <message>
        <source>Install for the whole computer; an administrator&apos;s password is asked for</source>
        <translation>コンピューター全体にインストール（管理者のパスワードを求められます）</translation>
    </message>
    <message>
        <source>Install for you only, no password needed</source>
        <translation>あなた専用にインストール（パスワード不要）</translation>
    </message>
    <message>
        <source>Installing</source>
        <translation>インストール中</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>今はしない</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>削除しました</translation>
    </message>
    <message>
        <source>Set-up</source>
        <translation>セットアップ</translation>
    </message>
    <message>
        <source>Setting up</source>
        <translation>セットアップしています</translation>
    </message>
    <message>
        <source>Setting up {tool}</source>
        <translation>{tool} をセットアップしています</translation>
    </message>
    <message>
        <source>Signpost can add these lines to {file}. You can undo it here.</source>
        <translation>Signpost がこの行を {file} に追加できます。ここで元に戻せます。</translation>
    </message>
    <message>
        <source>Something needs attention</source>
        <translation>確認が必要なことがあります</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>停止しました</translation>
    </message>
    <message>
        <source>Terminals do not find it yet</source>
        <translation>ターミナルからはまだ見つかりません</translation>
    </message>
    <message>
        <source>Terminals find it now</source>
        <translation>ターミナルから見つかるようになりました</translation>
    </message>
    <message>
        <source>The command that starts it:</source>
        <translation>起動するコマンド:</translation>
    </message>
    <message>
        <source>There is no way back to version {version}: {reason}.</source>
        <translation>バージョン {version} には戻せません: {reason}。</translation>
    </message>
    <message>
        <source>These lines were added to {file}:</source>
        <translation>{file} に次の行を追加しました:</translation>
    </message>
    <message>
        <source>To start it, type this in a new terminal:</source>
        <translation>起動するには、新しいターミナルに次のように入力します:</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>もう一度試す</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Version {version} is kept. Approved tools has the way back to it.</source>
        <translation>バージョン {version} は保管されています。「承認済みツール」から戻せます。</translation>
    </message>
    <message>
        <source>Version {version}, installed for the whole computer.</source>
        <translation>バージョン {version}、このコンピューター全体にインストールしました。</translation>
    </message>
    <message>
        <source>Version {version}, installed for you only.</source>
        <translation>バージョン {version}、あなた専用にインストールしました。</translation>
    </message>
    <message>
        <source>Waits for {tools}</source>
        <translation>{tools} の完了を待っています</translation>
    </message>
    <message>
        <source>You can keep working. This runs on its own.</source>
        <translation>作業を続けられます。自動で進みます。</translation>
    </message>
    <message>
        <source>it came from a page, not from Signpost</source>
        <translation>Signpost ではなくページから入手したため</translation>
    </message>
    <message>
        <source>its package manager installs only the version it has now</source>
        <translation>パッケージマネージャーが現在のバージョンしかインストールしないため</translation>
    </message>
    <message>
        <source>packages for the whole computer only go forward</source>
        <translation>コンピューター全体のパッケージは新しいバージョンへしか進めないため</translation>
    </message>
    <message>
        <source>what it was installed from was not kept</source>
        <translation>インストール元が保管されていないため</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} / {total}</translation>
    </message>
    <message>
        <source>{tool} is ready</source>
        <translation>{tool} の準備ができました</translation>
    </message>
    <message>
        <source>{tool} was not set up</source>
        <translation>{tool} をセットアップできませんでした</translation>
    </message>
</context>
<context>
    <name>snooze</name>
    <message>
        <source>For 1 hour</source>
        <translation>1 時間</translation>
    </message>
    <message>
        <source>For today</source>
        <translation>今日はもう知らせない</translation>
    </message>
    <message>
        <source>Nothing was closed.</source>
        <translation>何も終了していません。</translation>
    </message>
    <message>
        <source>Quiet about {tool}</source>
        <translation>{tool} のお知らせを止めています</translation>
    </message>
    <message>
        <source>Quiet about {tool} until {moment}: undo</source>
        <translation>{moment}まで {tool} のお知らせを停止中: 元に戻す</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Until it is off limits</source>
        <translation>使用できなくなるまで</translation>
    </message>
    <message>
        <source>Until {day}</source>
        <translation>{day}まで</translation>
    </message>
    <message>
        <source>Until {moment}.</source>
        <translation>{moment}まで。</translation>
    </message>
    <message>
        <source>You hear of it again when the date comes.</source>
        <translation>期日になったら、もう一度お知らせします。</translation>
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
        <translation>例外の申請は、ご自身が送信したときにだけ送られます。</translation>
    </message>
    <message>
        <source>It is not told</source>
        <translation>会社に伝わらないこと</translation>
    </message>
    <message>
        <source>It is not told: {things}.</source>
        <translation>会社に伝わらないこと：{things}。</translation>
    </message>
    <message numerus="yes">
        <source>Records go to {host}, and stay on this computer for {count} days.</source>
        <translation>
            <numerusform>記録は {host} に送られ、このコンピューターには {count} 日間残ります。</numerusform>
        </translation>
    </message>
    <message>
        <source>Your company is told</source>
        <translation>会社に伝わること</translation>
    </message>
    <message>
        <source>Your company is told none of this.</source>
        <translation>会社には何も伝わりません。</translation>
    </message>
    <message>
        <source>Your company is told: {things}.</source>
        <translation>会社に伝わること：{things}。</translation>
    </message>
    <message>
        <source>exceptions</source>
        <translation>例外</translation>
    </message>
    <message>
        <source>faults of Signpost</source>
        <translation>Signpost の不具合</translation>
    </message>
    <message>
        <source>installed tools off limits</source>
        <translation>インストール済みの使用不可ツール</translation>
    </message>
    <message>
        <source>other programs</source>
        <translation>その他のプログラム</translation>
    </message>
    <message>
        <source>set-ups and removals</source>
        <translation>セットアップと削除</translation>
    </message>
    <message>
        <source>starts of tools off limits</source>
        <translation>使用不可のツールの起動</translation>
    </message>
    <message>
        <source>the commands they start with</source>
        <translation>それらを起動したコマンド</translation>
    </message>
    <message>
        <source>this computer&apos;s name</source>
        <translation>このコンピューターの名前</translation>
    </message>
    <message>
        <source>what you type or work on</source>
        <translation>入力や作業の内容</translation>
    </message>
    <message>
        <source>where files are</source>
        <translation>ファイルの場所</translation>
    </message>
    <message>
        <source>your account&apos;s name</source>
        <translation>アカウント名</translation>
    </message>
</context>
<context>
    <name>tray</name>
    <message>
        <source>Checked at {time}</source>
        <translation>{time} に確認</translation>
    </message>
    <message>
        <source>Looking for your company&apos;s policy</source>
        <translation>会社のポリシーを取得しています</translation>
    </message>
    <message>
        <source>No policy yet</source>
        <translation>ポリシーはまだありません</translation>
    </message>
    <message>
        <source>Offline since {time}. The policy of {day} still applies.</source>
        <translation>{time} からオフラインです。{day}のポリシーが引き続き有効です。</translation>
    </message>
    <message>
        <source>Open Signpost</source>
        <translation>Signpost を開く</translation>
    </message>
    <message>
        <source>Policy of {company}, {day}</source>
        <translation>{company} のポリシー、{day}</translation>
    </message>
    <message>
        <source>Quit Signpost</source>
        <translation>Signpost を終了</translation>
    </message>
    <message>
        <source>Show last alert</source>
        <translation>最後のお知らせを表示</translation>
    </message>
    <message>
        <source>Some launches may have been missed at {time}</source>
        <translation>{time} に一部の起動を検知できなかった可能性があります</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>今すぐ同期</translation>
    </message>
</context>
<context>
    <name>welcome</name>
    <message>
        <source>All that IT gets is listed under What IT sees.</source>
        <translation>IT 部門に届くものは、すべて「IT 部門に見えるもの」に載っています。</translation>
    </message>
    <message>
        <source>Get started</source>
        <translation>始める</translation>
    </message>
    <message>
        <source>It points the way when a tool changes at {company}.</source>
        <translation>{company} でツールが変わるとき、道を示します。</translation>
    </message>
    <message>
        <source>Keeps no secrets from you</source>
        <translation>あなたに隠しごとをしません</translation>
    </message>
    <message>
        <source>Never looks at your work</source>
        <translation>お仕事の中身は決して見ません</translation>
    </message>
    <message>
        <source>No documents, prompts, screen, keystrokes or browsing.</source>
        <translation>文書、プロンプト、画面、キー入力、閲覧履歴は対象外です。</translation>
    </message>
    <message>
        <source>Notices which programs start</source>
        <translation>どのプログラムが起動したかに気づきます</translation>
    </message>
    <message>
        <source>Reads how each was started, only to tell what it is.</source>
        <translation>それが何かを知るためだけに、起動のされ方を読み取ります。</translation>
    </message>
    <message>
        <source>Shows the way forward</source>
        <translation>次の一歩を示します</translation>
    </message>
    <message>
        <source>The approved tool in one click, for you only.</source>
        <translation>承認済みのツールをワンクリックで、あなた専用に用意します。</translation>
    </message>
    <message>
        <source>Welcome to Signpost</source>
        <translation>Signpost へようこそ</translation>
    </message>
</context>
<context>
    <name>window</name>
    <message>
        <source>About</source>
        <translation>Signpost について</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>アクティビティ</translation>
    </message>
    <message>
        <source>All in order</source>
        <translation>問題ありません</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>承認済み</translation>
    </message>
    <message>
        <source>Approved tools</source>
        <translation>承認済みツール</translation>
    </message>
    <message>
        <source>Checked a minute ago</source>
        <translation>1 分前に確認</translation>
    </message>
    <message>
        <source>Checked just now</source>
        <translation>たった今確認しました</translation>
    </message>
    <message numerus="yes">
        <source>Checked {count} minutes ago</source>
        <translation>
            <numerusform>{count} 分前に確認</numerusform>
        </translation>
    </message>
    <message>
        <source>Checked: {time}</source>
        <translation>確認: {time}</translation>
    </message>
    <message>
        <source>Condition: {condition}</source>
        <translation>条件: {condition}</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>Everything else on this computer is in order.</source>
        <translation>このコンピューターのほかの点に問題はありません。</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>エクスポート</translation>
    </message>
    <message>
        <source>Found on this computer</source>
        <translation>このコンピューターで見つかったもの</translation>
    </message>
    <message>
        <source>Last contact: {time}.</source>
        <translation>最終接続: {time}。</translation>
    </message>
    <message>
        <source>Last looked at {time}</source>
        <translation>最終確認: {time}</translation>
    </message>
    <message>
        <source>Looking around</source>
        <translation>確認しています</translation>
    </message>
    <message>
        <source>Next: {tool}, on {day}.</source>
        <translation>次は {tool}（{day}）です。</translation>
    </message>
    <message>
        <source>No policy yet</source>
        <translation>ポリシーはまだありません</translation>
    </message>
    <message>
        <source>None of the tools your policy speaks of.</source>
        <translation>ポリシーにあるツールは見つかりませんでした。</translation>
    </message>
    <message>
        <source>Nothing applies yet</source>
        <translation>まだ何も適用されていません</translation>
    </message>
    <message>
        <source>Nothing here asks for your attention.</source>
        <translation>対応が必要なことはありません。</translation>
    </message>
    <message>
        <source>Nothing matches.</source>
        <translation>一致するものはありません。</translation>
    </message>
    <message>
        <source>Off limits</source>
        <translation>使用不可</translation>
    </message>
    <message>
        <source>Offline, last policy still applies</source>
        <translation>オフライン、最後のポリシーが引き続き有効</translation>
    </message>
    <message>
        <source>Once your company&apos;s policy is here, this page says what applies to you and which of its tools are on this computer. Until then no alerts are shown.</source>
        <translation>会社のポリシーが届くと、あなたに適用される内容と、このコンピューターにある対象のツールがここに表示されます。それまでお知らせは表示されません。</translation>
    </message>
    <message>
        <source>One thing to sort out</source>
        <translation>対応が必要なことが 1 件あります</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概要</translation>
    </message>
    <message>
        <source>Policy in force</source>
        <translation>現在のポリシー</translation>
    </message>
    <message>
        <source>Published by {sender} on {day}. Kept from before; its signature is being checked.</source>
        <translation>{day}に {sender} が公開。以前に保存したもので、署名を確認中です。</translation>
    </message>
    <message>
        <source>Published by {sender} on {day}. Signature checked.</source>
        <translation>{day}に {sender} が公開。署名は確認済みです。</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>保存しました</translation>
    </message>
    <message>
        <source>See the full policy</source>
        <translation>ポリシー全体を見る</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Soon off limits</source>
        <translation>まもなく使用不可</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>今すぐ同期</translation>
    </message>
    <message>
        <source>The full policy</source>
        <translation>ポリシー全体</translation>
    </message>
    <message>
        <source>The last policy still applies</source>
        <translation>最後のポリシーが引き続き有効です</translation>
    </message>
    <message>
        <source>This computer gets it early, with the roll-out {name}.</source>
        <translation>このコンピューターには、段階的展開 {name} により先行して適用されています。</translation>
    </message>
    <message>
        <source>This takes a moment.</source>
        <translation>少々お待ちください。</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Was started here.</source>
        <translation>ここで起動されました。</translation>
    </message>
    <message>
        <source>What IT sees</source>
        <translation>IT 部門に見えるもの</translation>
    </message>
    <message>
        <source>What applies to you</source>
        <translation>あなたに適用される内容</translation>
    </message>
    <message>
        <source>With conditions</source>
        <translation>条件付き</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨日</translation>
    </message>
    <message>
        <source>Your IT can tell you what to use instead.</source>
        <translation>代わりに使えるものは IT 部門にお尋ねください。</translation>
    </message>
    <message>
        <source>Your exception</source>
        <translation>あなたの例外</translation>
    </message>
    <message>
        <source>Your exception: {tools}.</source>
        <translation>あなたの例外: {tools}。</translation>
    </message>
    <message>
        <source>approved</source>
        <translation>承認済み</translation>
    </message>
    <message>
        <source>by exception</source>
        <translation>例外で許可</translation>
    </message>
    <message>
        <source>now</source>
        <translation>現在</translation>
    </message>
    <message>
        <source>off limits</source>
        <translation>使用不可</translation>
    </message>
    <message>
        <source>soon off limits</source>
        <translation>まもなく使用不可</translation>
    </message>
    <message>
        <source>with conditions</source>
        <translation>条件付き</translation>
    </message>
    <message>
        <source>{checked}, next in a minute</source>
        <translation>{checked}、次は 1 分以内</translation>
    </message>
    <message numerus="yes">
        <source>{checked}, next in {count} min</source>
        <translation>
            <numerusform>{checked}、次は {count} 分後</numerusform>
        </translation>
    </message>
    <message>
        <source>{company} tool policy, version {version}</source>
        <translation>{company} のツールポリシー、バージョン {version}</translation>
    </message>
    <message numerus="yes">
        <source>{count} of its rules need a newer Signpost and are left out.</source>
        <translation>
            <numerusform>そのうち {count} 件の規則は新しい Signpost が必要なため、適用していません。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} things to sort out</source>
        <translation>
            <numerusform>対応が必要なことが {count} 件あります</numerusform>
        </translation>
    </message>
    <message>
        <source>{other} does the same job here.</source>
        <translation>ここでは {other} が同じ仕事をします。</translation>
    </message>
    <message>
        <source>{other} is being set up.</source>
        <translation>{other} をセットアップしています。</translation>
    </message>
    <message>
        <source>{other} is ready in its place. You can remove {tool} when it suits you.</source>
        <translation>代わりの {other} はすでに使えます。{tool} はご都合のよいときに削除できます。</translation>
    </message>
    <message numerus="yes">
        <source>{path} and {count} more</source>
        <translation>
            <numerusform>{path} ほか {count} か所</numerusform>
        </translation>
    </message>
    <message>
        <source>{tool} goes off limits on {day}</source>
        <translation>{tool} は {day}から使用できなくなります</translation>
    </message>
    <message>
        <source>{tool} has been off limits since {day}</source>
        <translation>{tool} は {day}から使用できません</translation>
    </message>
    <message>
        <source>{tool} is off limits</source>
        <translation>{tool} は使用できません</translation>
    </message>
</context>
</TS>
