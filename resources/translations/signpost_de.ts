<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- Not reviewed by a fluent reader. -->
<TS version="2.1" language="de">
<context>
    <name>about</name>
    <message>
        <source>Computer</source>
        <translation>Computer</translation>
    </message>
    <message>
        <source>Policy from</source>
        <translation>Richtlinie von</translation>
    </message>
    <message>
        <source>Show the welcome again</source>
        <translation>Begrüßung noch einmal zeigen</translation>
    </message>
    <message>
        <source>Signpost points the way when a tool changes at your company.</source>
        <translation>Signpost zeigt den Weg, wenn in Ihrer Firma ein Tool wechselt.</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Work by others, with its licences</source>
        <translation>Arbeit anderer, mit ihren Lizenzen</translation>
    </message>
</context>
<context>
    <name>activity</name>
    <message>
        <source>Alert: {tool} has conditions</source>
        <translation>Hinweis: {tool} ist nur mit Auflagen erlaubt</translation>
    </message>
    <message>
        <source>Alert: {tool} is off limits</source>
        <translation>Hinweis: {tool} ist nicht mehr erlaubt</translation>
    </message>
    <message>
        <source>Alert: {tool} will be off limits</source>
        <translation>Hinweis: {tool} ist bald nicht mehr erlaubt</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Hinweise</translation>
    </message>
    <message>
        <source>Alerts were put together into one</source>
        <translation>Mehrere Hinweise wurden zu einem zusammengefasst</translation>
    </message>
    <message>
        <source>As your company asked, {count} min after the alert.</source>
        <translation>Wie von Ihrer Firma gewünscht, {count} Min. nach dem Hinweis.</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>It ends by itself.</source>
        <translation>Sie endet von selbst.</translation>
    </message>
    <message>
        <source>It is asked to close {count} min after the alert.</source>
        <translation>Es wird {count} Min. nach dem Hinweis gebeten, sich zu schließen.</translation>
    </message>
    <message>
        <source>It is installed; nothing was started.</source>
        <translation>Es ist installiert; gestartet wurde nichts.</translation>
    </message>
    <message>
        <source>It was left running. Nothing is ever closed by force.</source>
        <translation>Es läuft weiter. Nichts wird je gewaltsam beendet.</translation>
    </message>
    <message>
        <source>Its command: {command}</source>
        <translation>Befehl: {command}</translation>
    </message>
    <message>
        <source>Lines added to {file}</source>
        <translation>Zeilen in {file} eingefügt</translation>
    </message>
    <message>
        <source>Lines taken out of {file}</source>
        <translation>Zeilen aus {file} entfernt</translation>
    </message>
    <message>
        <source>New policy from {company}, version {version}</source>
        <translation>Neue Richtlinie von {company}, Version {version}</translation>
    </message>
    <message>
        <source>Nothing happened yet.</source>
        <translation>Bisher ist nichts geschehen.</translation>
    </message>
    <message>
        <source>Nothing was closed.</source>
        <translation>Es wurde nichts beendet.</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>Richtlinie</translation>
    </message>
    <message>
        <source>Search activity</source>
        <translation>Aktivität durchsuchen</translation>
    </message>
    <message>
        <source>Set-ups</source>
        <translation>Einrichtungen</translation>
    </message>
    <message>
        <source>Signpost did not respond, and started itself again</source>
        <translation>Signpost reagierte nicht mehr und hat sich selbst neu gestartet</translation>
    </message>
    <message>
        <source>So that new terminals find {tool}.</source>
        <translation>Damit neue Terminals {tool} finden.</translation>
    </message>
    <message>
        <source>Started by {parent}. Nothing was closed.</source>
        <translation>Gestartet von {parent}. Es wurde nichts beendet.</translation>
    </message>
    <message numerus="yes">
        <source>There were more than {count} within an hour.</source>
        <translation>
            <numerusform>Innerhalb einer Stunde war es mehr als {count}.</numerusform>
            <numerusform>Innerhalb einer Stunde waren es mehr als {count}.</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo: remove {tool}</source>
        <translation>Rückgängig: {tool} entfernen</translation>
    </message>
    <message>
        <source>Version {version}, started and checked.</source>
        <translation>Version {version}, gestartet und geprüft.</translation>
    </message>
    <message numerus="yes">
        <source>What Signpost saw, said and did. Kept on this computer for {count} days.</source>
        <translation>
            <numerusform>Was Signpost bemerkt, gemeldet und getan hat. Bleibt {count} Tag auf diesem Computer.</numerusform>
            <numerusform>Was Signpost bemerkt, gemeldet und getan hat. Bleibt {count} Tage auf diesem Computer.</numerusform>
        </translation>
    </message>
    <message>
        <source>What its set-up had put there is gone.</source>
        <translation>Was die Einrichtung abgelegt hatte, ist entfernt.</translation>
    </message>
    <message>
        <source>What was started meanwhile was looked up.</source>
        <translation>Was inzwischen gestartet wurde, wurde nachgesehen.</translation>
    </message>
    <message>
        <source>With nobody at the screen, so no alert was shown.</source>
        <translation>Es saß niemand am Bildschirm, daher gab es keinen Hinweis.</translation>
    </message>
    <message>
        <source>You asked to use {tool} until {day}</source>
        <translation>Sie haben gebeten, {tool} bis {day} nutzen zu dürfen</translation>
    </message>
    <message>
        <source>You chose: no alerts about {tool} for now</source>
        <translation>Ihre Wahl: vorerst keine Hinweise zu {tool}</translation>
    </message>
    <message>
        <source>You chose: not now, for {tool}</source>
        <translation>Ihre Wahl: {tool}, nicht jetzt</translation>
    </message>
    <message>
        <source>You chose: set up {tool}</source>
        <translation>Ihre Wahl: {tool} einrichten</translation>
    </message>
    <message>
        <source>You ended the set-up of {tool}</source>
        <translation>Sie haben die Einrichtung von {tool} abgebrochen</translation>
    </message>
    <message>
        <source>You may use {tool} until {day}</source>
        <translation>Sie dürfen {tool} bis {day} nutzen</translation>
    </message>
    <message>
        <source>You took back what you asked for: {tool}</source>
        <translation>Sie haben Ihre Anfrage zurückgezogen: {tool}</translation>
    </message>
    <message>
        <source>Your computer is as before.</source>
        <translation>Ihr Computer ist wie zuvor.</translation>
    </message>
    <message>
        <source>{starter} started it. Nothing was closed.</source>
        <translation>{starter} hat es gestartet. Es wurde nichts beendet.</translation>
    </message>
    <message>
        <source>{tool} is ready</source>
        <translation>{tool} ist bereit</translation>
    </message>
    <message>
        <source>{tool} was asked to close, and did</source>
        <translation>{tool} wurde gebeten, sich zu schließen, und hat es getan</translation>
    </message>
    <message>
        <source>{tool} was asked to close, and did not</source>
        <translation>{tool} wurde gebeten, sich zu schließen, und hat es nicht getan</translation>
    </message>
    <message>
        <source>{tool} was not set up</source>
        <translation>{tool} wurde nicht eingerichtet</translation>
    </message>
    <message>
        <source>{tool} was removed</source>
        <translation>{tool} wurde entfernt</translation>
    </message>
    <message>
        <source>{tool} was started</source>
        <translation>{tool} wurde gestartet</translation>
    </message>
</context>
<context>
    <name>ask</name>
    <message>
        <source>A month</source>
        <translation>Einen Monat</translation>
    </message>
    <message>
        <source>A week</source>
        <translation>Eine Woche</translation>
    </message>
    <message>
        <source>Ask for an exception</source>
        <translation>Ausnahme anfragen</translation>
    </message>
    <message>
        <source>Ask to use {tool}</source>
        <translation>Um {tool} bitten</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Exception asked for</source>
        <translation>Ausnahme angefragt</translation>
    </message>
    <message>
        <source>Exception for {tool}</source>
        <translation>Ausnahme für {tool}</translation>
    </message>
    <message>
        <source>For example: a customer&apos;s project that ends in August</source>
        <translation>Zum Beispiel: ein Kundenprojekt, das im August endet</translation>
    </message>
    <message>
        <source>For how long?</source>
        <translation>Für wie lange?</translation>
    </message>
    <message>
        <source>Goes to</source>
        <translation>Geht an</translation>
    </message>
    <message>
        <source>I would like to use {tool} until {day}.</source>
        <translation>Ich möchte {tool} bis {day} nutzen.</translation>
    </message>
    <message>
        <source>IT sees</source>
        <translation>IT sieht</translation>
    </message>
    <message>
        <source>It could not be delivered. Ask IT directly.</source>
        <translation>Sie konnte nicht zugestellt werden. Fragen Sie die IT direkt.</translation>
    </message>
    <message>
        <source>It ends on {day} at {time}. If you still need it, ask again in time.</source>
        <translation>Sie endet am {day} um {time}. Wenn Sie sie noch brauchen, fragen Sie rechtzeitig erneut an.</translation>
    </message>
    <message>
        <source>It is sent as soon as there is a connection.</source>
        <translation>Sie wird gesendet, sobald eine Verbindung besteht.</translation>
    </message>
    <message>
        <source>It was not sent: your company&apos;s address for requests changed. Ask again.</source>
        <translation>Sie wurde nicht gesendet: Die Adresse Ihrer Firma für Anfragen hat sich geändert. Fragen Sie noch einmal.</translation>
    </message>
    <message>
        <source>Prepared on the command line. Nothing is sent until you send it yourself.</source>
        <translation>Auf der Befehlszeile vorbereitet. Nichts wird gesendet, bevor Sie es selbst senden.</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Send the mail that was opened. Signpost tells you when it is granted.</source>
        <translation>Senden Sie die geöffnete Mail ab. Signpost sagt Ihnen, wenn die Ausnahme gewährt ist.</translation>
    </message>
    <message>
        <source>Signpost tells you when it is granted.</source>
        <translation>Signpost sagt Ihnen, wenn die Ausnahme gewährt ist.</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>Zurückziehen</translation>
    </message>
    <message>
        <source>Three months</source>
        <translation>Drei Monate</translation>
    </message>
    <message>
        <source>Until {day}.</source>
        <translation>Bis {day}.</translation>
    </message>
    <message>
        <source>Who asks: {names}.</source>
        <translation>Wer fragt: {names}.</translation>
    </message>
    <message>
        <source>Why do you need it?</source>
        <translation>Wofür brauchen Sie es?</translation>
    </message>
    <message>
        <source>Write the mail</source>
        <translation>Mail schreiben</translation>
    </message>
    <message>
        <source>You asked to use {tool}</source>
        <translation>Sie haben um {tool} gebeten</translation>
    </message>
    <message>
        <source>You may use {tool}</source>
        <translation>Sie dürfen {tool} nutzen</translation>
    </message>
    <message>
        <source>Your company decides. Until then nothing changes.</source>
        <translation>Ihre Firma entscheidet. Bis dahin ändert sich nichts.</translation>
    </message>
    <message>
        <source>Your exception for {tool} ends soon</source>
        <translation>Ihre Ausnahme für {tool} endet bald</translation>
    </message>
    <message>
        <source>Your reason and the date.</source>
        <translation>Ihren Grund und das Datum.</translation>
    </message>
    <message>
        <source>{address}, by your own mail program</source>
        <translation>{address}, mit Ihrem eigenen Mailprogramm</translation>
    </message>
    <message>
        <source>{company} made an exception for you until {day}. It ends by itself.</source>
        <translation>{company} macht für Sie eine Ausnahme bis {day}. Sie endet von selbst.</translation>
    </message>
</context>
<context>
    <name>card</name>
    <message>
        <source> Also approved: {tools}.</source>
        <translation> Ebenfalls freigegeben: {tools}.</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>Approved. Your IT can tell you how to get it.</source>
        <translation>Freigegeben. Ihre IT sagt Ihnen, wie Sie es bekommen.</translation>
    </message>
    <message>
        <source>Approved. {size} to download.</source>
        <translation>Freigegeben. Download: {size}.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>Auflage</translation>
    </message>
    <message>
        <source>From {sender}</source>
        <translation>Von {sender}</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Hoch</translation>
    </message>
    <message>
        <source>In force now</source>
        <translation>Gilt ab sofort</translation>
    </message>
    <message>
        <source>It is ready on this computer.</source>
        <translation>Auf diesem Computer ist es startklar.</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Niedrig</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Nicht jetzt</translation>
    </message>
    <message>
        <source>Nothing was closed. Your session keeps running.</source>
        <translation>Es wurde nichts beendet. Ihre Sitzung läuft weiter.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Remind me later</source>
        <translation>Später erinnern</translation>
    </message>
    <message>
        <source>Right now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>Risiko</translation>
    </message>
    <message>
        <source>Set up {tool}</source>
        <translation>{tool} einrichten</translation>
    </message>
    <message>
        <source>Snooze</source>
        <translation>Pausieren</translation>
    </message>
    <message>
        <source>Started by</source>
        <translation>Gestartet von</translation>
    </message>
    <message>
        <source>Until then</source>
        <translation>Bis dahin</translation>
    </message>
    <message>
        <source>Why do we think so?</source>
        <translation>Warum nehmen wir das an?</translation>
    </message>
    <message>
        <source>You can keep using it.</source>
        <translation>Sie können es weiter nutzen.</translation>
    </message>
    <message>
        <source>You can keep using it. Move whenever it suits you.</source>
        <translation>Sie können es weiter nutzen. Wechseln Sie, wann es Ihnen passt.</translation>
    </message>
    <message>
        <source>{starter}, an approved tool, started {tool}. You did not do anything wrong.</source>
        <translation>{starter}, ein freigegebenes Tool, hat {tool} gestartet. Sie haben nichts falsch gemacht.</translation>
    </message>
    <message>
        <source>{tool} does this job here</source>
        <translation>{tool} erledigt das hier</translation>
    </message>
    <message>
        <source>{tool} has conditions at {company}</source>
        <translation>{tool} ist bei {company} nur mit Auflagen erlaubt</translation>
    </message>
    <message>
        <source>{tool} is leaving {company}</source>
        <translation>{tool} endet bald bei {company}</translation>
    </message>
    <message>
        <source>{tool} is off limits at {company}</source>
        <translation>{tool} ist bei {company} nicht mehr erlaubt</translation>
    </message>
    <message>
        <source>{tool} takes over this job</source>
        <translation>{tool} übernimmt diese Aufgabe</translation>
    </message>
</context>
<context>
    <name>carry-over</name>
    <message>
        <source>Fill in {name} before you use {entry}.</source>
        <translation>Tragen Sie {name} ein, bevor Sie {entry} verwenden.</translation>
    </message>
    <message>
        <source>Hooks of {event} are not known there and stay behind.</source>
        <translation>Hooks für {event} sind dort nicht bekannt und bleiben zurück.</translation>
    </message>
    <message>
        <source>The permission {rule} cannot be said there and stays behind.</source>
        <translation>Die Berechtigung {rule} lässt sich dort nicht ausdrücken und bleibt zurück.</translation>
    </message>
    <message>
        <source>The permission {rule} is too broad and stays behind.</source>
        <translation>Die Berechtigung {rule} ist zu weit gefasst und bleibt zurück.</translation>
    </message>
    <message>
        <source>{entry} is switched off there and stays behind.</source>
        <translation>{entry} ist dort abgeschaltet und bleibt zurück.</translation>
    </message>
    <message>
        <source>{entry} is there already and stays yours. The other one is in {path}.</source>
        <translation>{entry} gibt es schon, und Ihres bleibt. Das andere liegt in {path}.</translation>
    </message>
    <message>
        <source>{entry}: {keys} stays behind.</source>
        <translation>{entry}: {keys} bleibt zurück.</translation>
    </message>
    <message>
        <source>{event}: {command}. It arrives switched off.</source>
        <translation>{event}: {command}. Kommt abgeschaltet an.</translation>
    </message>
    <message>
        <source>{keys} stays behind: modes and approvals never come along.</source>
        <translation>{keys} bleibt zurück: Modi und Zustimmungen kommen nie mit.</translation>
    </message>
    <message>
        <source>{path} holds credentials and was not opened.</source>
        <translation>{path} enthält Anmeldedaten und wurde nicht geöffnet.</translation>
    </message>
    <message>
        <source>{path} is a link and is not followed.</source>
        <translation>{path} ist eine Verknüpfung, der nicht gefolgt wird.</translation>
    </message>
    <message>
        <source>{path} stays behind: {why}.</source>
        <translation>{path} bleibt zurück: {why}.</translation>
    </message>
    <message>
        <source>{path}: {what} is left out, as it would allow more.</source>
        <translation>{path}: {what} wird weggelassen, da es mehr erlauben würde.</translation>
    </message>
</context>
<context>
    <name>carrying</name>
    <message>
        <source>+1 line</source>
        <translation>+1 Zeile</translation>
    </message>
    <message numerus="yes">
        <source>+{count} lines</source>
        <translation>
            <numerusform>+{count} Zeile</numerusform>
            <numerusform>+{count} Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>1 setting came along to {tool}</source>
        <translation>1 Einstellung ist jetzt in {tool}</translation>
    </message>
    <message>
        <source>Add a project…</source>
        <translation>Projekt hinzufügen…</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>Agenten</translation>
    </message>
    <message numerus="yes">
        <source>And {count} more files</source>
        <translation>
            <numerusform>Und {count} weitere Datei</numerusform>
            <numerusform>Und {count} weitere Dateien</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>And {count} more lines</source>
        <translation>
            <numerusform>Und {count} weitere Zeile</numerusform>
            <numerusform>Und {count} weitere Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>Bring your settings along</source>
        <translation>Einstellungen mitnehmen</translation>
    </message>
    <message numerus="yes">
        <source>Bring {count} along</source>
        <translation>
            <numerusform>{count} mitnehmen</numerusform>
            <numerusform>{count} mitnehmen</numerusform>
        </translation>
    </message>
    <message>
        <source>Cannot come along</source>
        <translation>Kann nicht mitkommen</translation>
    </message>
    <message>
        <source>Carrying your settings over</source>
        <translation>Ihre Einstellungen werden übernommen</translation>
    </message>
    <message>
        <source>Choose the folder of a project</source>
        <translation>Wählen Sie den Ordner eines Projekts</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Everything is as it was before</source>
        <translation>Alles ist wieder wie vorher</translation>
    </message>
    <message>
        <source>Hooks</source>
        <translation>Hooks</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Weggelassen</translation>
    </message>
    <message>
        <source>Looking at your settings of {tool}</source>
        <translation>Ihre Einstellungen von {tool} werden angesehen</translation>
    </message>
    <message>
        <source>MCP servers</source>
        <translation>MCP-Server</translation>
    </message>
    <message>
        <source>Memory file</source>
        <translation>Merkdatei</translation>
    </message>
    <message>
        <source>No conflict. Your own entry would win, ours goes beside it.</source>
        <translation>Kein Konflikt. Ihr eigener Eintrag hätte Vorrang, unserer käme daneben.</translation>
    </message>
    <message>
        <source>No text, {size}</source>
        <translation>Kein Text, {size}</translation>
    </message>
    <message>
        <source>Nothing is written until you say so. Your originals stay as they are.</source>
        <translation>Geschrieben wird erst, wenn Sie es sagen. Ihre Originale bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>One undo puts everything back.</source>
        <translation>Einmal „Rückgängig“ stellt alles wieder her.</translation>
    </message>
    <message>
        <source>Permissions</source>
        <translation>Berechtigungen</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>Secret values for you to fill in: {count}.</source>
        <translation>Geheime Werte, die Sie eintragen: {count}.</translation>
    </message>
    <message>
        <source>Skills</source>
        <translation>Skills</translation>
    </message>
    <message>
        <source>Skip settings</source>
        <translation>Ohne Einstellungen</translation>
    </message>
    <message>
        <source>Status line</source>
        <translation>Statuszeile</translation>
    </message>
    <message>
        <source>Stays behind</source>
        <translation>Bleibt zurück</translation>
    </message>
    <message>
        <source>There already</source>
        <translation>Schon da</translation>
    </message>
    <message>
        <source>There are no settings of {tool} to bring along</source>
        <translation>Es gibt keine Einstellungen von {tool} mitzunehmen</translation>
    </message>
    <message>
        <source>This version of Signpost does not know how.</source>
        <translation>Diese Version von Signpost weiß nicht, wie.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Whose settings</source>
        <translation>Wessen Einstellungen</translation>
    </message>
    <message>
        <source>You changed this since, so it stays: {files}</source>
        <translation>Das haben Sie seither geändert, darum bleibt es: {files}</translation>
    </message>
    <message>
        <source>Your originals are as they were.</source>
        <translation>Ihre Originale sind, wie sie waren.</translation>
    </message>
    <message>
        <source>Your own, in every project</source>
        <translation>Ihre eigenen, in jedem Projekt</translation>
    </message>
    <message>
        <source>Your settings are in {tool} already</source>
        <translation>Ihre Einstellungen sind schon in {tool}</translation>
    </message>
    <message numerus="yes">
        <source>{count} came along</source>
        <translation>
            <numerusform>{count} mitgekommen</numerusform>
            <numerusform>{count} mitgekommen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} can come along</source>
        <translation>
            <numerusform>{count} kann mitkommen</numerusform>
            <numerusform>{count} können mitkommen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} settings came along to {tool}</source>
        <translation>
            <numerusform>{count} Einstellung ist jetzt in {tool}</numerusform>
            <numerusform>{count} Einstellungen sind jetzt in {tool}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count}, switched off</source>
        <translation>
            <numerusform>{count}, abgeschaltet</numerusform>
            <numerusform>{count}, abgeschaltet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{ready} of your {count} settings can come along</source>
        <translation>
            <numerusform>{ready} Ihrer {count} Einstellung kann mitkommen</numerusform>
            <numerusform>{ready} Ihrer {count} Einstellungen können mitkommen</numerusform>
        </translation>
    </message>
    <message>
        <source>{source} to {target}</source>
        <translation>{source} nach {target}</translation>
    </message>
</context>
<context>
    <name>catalogue</name>
    <message>
        <source>All {count}</source>
        <translation>Alle {count}</translation>
    </message>
    <message>
        <source>Approved by {sender}. One click, no ticket.</source>
        <translation>Freigegeben von {sender}. Ein Klick, kein Ticket.</translation>
    </message>
    <message>
        <source>Back to {version}</source>
        <translation>Zurück zu {version}</translation>
    </message>
    <message>
        <source>Being removed</source>
        <translation>Wird entfernt</translation>
    </message>
    <message>
        <source>How to start</source>
        <translation>So starten</translation>
    </message>
    <message>
        <source>Installed {count}</source>
        <translation>Installiert: {count}</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>Auf diesem Computer</translation>
    </message>
    <message>
        <source>Ready: {command}</source>
        <translation>Bereit: {command}</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Replaces {tools}.</source>
        <translation>Ersetzt {tools}.</translation>
    </message>
    <message>
        <source>Search tools</source>
        <translation>Tools durchsuchen</translation>
    </message>
    <message>
        <source>Set up</source>
        <translation>Einrichten</translation>
    </message>
    <message>
        <source>There is no policy yet. Its approved tools appear here once it has come.</source>
        <translation>Es gibt noch keine Richtlinie. Sobald sie da ist, erscheinen hier ihre freigegebenen Tools.</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Aktualisieren</translation>
    </message>
    <message>
        <source>Your IT can tell you how to get it.</source>
        <translation>Ihre IT sagt Ihnen, wie Sie es bekommen.</translation>
    </message>
    <message>
        <source>Your policy approves no tools yet.</source>
        <translation>Ihre Richtlinie gibt noch keine Tools frei.</translation>
    </message>
    <message>
        <source>{version} to {newer}, {size}</source>
        <translation>{version} auf {newer}, {size}</translation>
    </message>
    <message>
        <source>{version}, changed by your IT, {size}</source>
        <translation>{version}, von Ihrer IT geändert, {size}</translation>
    </message>
</context>
<context>
    <name>category</name>
    <message>
        <source>Agent bridge</source>
        <translation>Agentenbrücke</translation>
    </message>
    <message>
        <source>Coding</source>
        <translation>Programmieren</translation>
    </message>
    <message>
        <source>Coding agent</source>
        <translation>Coding-Agent</translation>
    </message>
    <message>
        <source>Communication</source>
        <translation>Kommunikation</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Design</source>
        <translation>Design</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Dokumente</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Model client</source>
        <translation>Modell-Client</translation>
    </message>
    <message>
        <source>Remote access</source>
        <translation>Fernzugriff</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>Sicherheit</translation>
    </message>
</context>
<context>
    <name>closing</name>
    <message numerus="yes">
        <source>It closes at {time}, in {count} minutes. Save your work. Putting this off does not stop it.</source>
        <translation>
            <numerusform>Es schließt sich um {time}, in {count} Minute. Speichern Sie Ihre Arbeit. Aufschieben hält das nicht auf.</numerusform>
            <numerusform>Es schließt sich um {time}, in {count} Minuten. Speichern Sie Ihre Arbeit. Aufschieben hält das nicht auf.</numerusform>
        </translation>
    </message>
    <message>
        <source>It closes at {time}. Save your work.</source>
        <translation>Es schließt sich um {time}. Speichern Sie Ihre Arbeit.</translation>
    </message>
    <message>
        <source>It closes in 1 minute. Save your work.</source>
        <translation>Es schließt sich in 1 Minute. Speichern Sie Ihre Arbeit.</translation>
    </message>
    <message>
        <source>It closes in 1 second. Save your work.</source>
        <translation>Es schließt sich in 1 Sekunde. Speichern Sie Ihre Arbeit.</translation>
    </message>
    <message numerus="yes">
        <source>It closes in {count} minutes. Save your work.</source>
        <translation>
            <numerusform>Es schließt sich in {count} Minute. Speichern Sie Ihre Arbeit.</numerusform>
            <numerusform>Es schließt sich in {count} Minuten. Speichern Sie Ihre Arbeit.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It closes in {count} seconds. Save your work.</source>
        <translation>
            <numerusform>Es schließt sich in {count} Sekunde. Speichern Sie Ihre Arbeit.</numerusform>
            <numerusform>Es schließt sich in {count} Sekunden. Speichern Sie Ihre Arbeit.</numerusform>
        </translation>
    </message>
    <message>
        <source>It is no longer running.</source>
        <translation>Es läuft nicht mehr.</translation>
    </message>
    <message>
        <source>It was asked to close and is still running. Save your work and close it yourself.</source>
        <translation>Es wurde gebeten, sich zu schließen, und läuft noch. Speichern Sie Ihre Arbeit und schließen Sie es selbst.</translation>
    </message>
    <message>
        <source>It was asked to close, and did.</source>
        <translation>Es wurde gebeten, sich zu schließen, und hat es getan.</translation>
    </message>
    <message>
        <source>It was asked to close, and may still be saving.</source>
        <translation>Es wurde gebeten, sich zu schließen, und speichert vielleicht noch.</translation>
    </message>
    <message>
        <source>Save your work.</source>
        <translation>Speichern Sie Ihre Arbeit.</translation>
    </message>
    <message>
        <source>{tool} closes at {time}</source>
        <translation>{tool} schließt sich um {time}</translation>
    </message>
</context>
<context>
    <name>dates</name>
    <message>
        <source>1 hour ago</source>
        <translation>vor 1 Stunde</translation>
    </message>
    <message>
        <source>At {time}</source>
        <translation>Um {time}</translation>
    </message>
    <message>
        <source>From today, {day}</source>
        <translation>Ab heute, {day}</translation>
    </message>
    <message>
        <source>From tomorrow, {day}</source>
        <translation>Ab morgen, {day}</translation>
    </message>
    <message>
        <source>From {day}, {distance}</source>
        <translation>Ab {day} ({distance})</translation>
    </message>
    <message>
        <source>Since today, {day}</source>
        <translation>Seit heute, {day}</translation>
    </message>
    <message>
        <source>Since yesterday, {day}</source>
        <translation>Seit gestern, {day}</translation>
    </message>
    <message>
        <source>Since {day}, {distance}</source>
        <translation>Seit {day} ({distance})</translation>
    </message>
    <message>
        <source>in 1 hour</source>
        <translation>in 1 Stunde</translation>
    </message>
    <message>
        <source>in less than an hour</source>
        <translation>in weniger als einer Stunde</translation>
    </message>
    <message numerus="yes">
        <source>in {count} days</source>
        <translation>
            <numerusform>in {count} Tag</numerusform>
            <numerusform>in {count} Tagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in {count} hours</source>
        <translation>
            <numerusform>in {count} Stunde</numerusform>
            <numerusform>in {count} Stunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in {count} months</source>
        <translation>
            <numerusform>in {count} Monat</numerusform>
            <numerusform>in {count} Monaten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in {count} years</source>
        <translation>
            <numerusform>in {count} Jahr</numerusform>
            <numerusform>in {count} Jahren</numerusform>
        </translation>
    </message>
    <message>
        <source>less than an hour ago</source>
        <translation>vor weniger als einer Stunde</translation>
    </message>
    <message numerus="yes">
        <source>{count} days ago</source>
        <translation>
            <numerusform>vor {count} Tag</numerusform>
            <numerusform>vor {count} Tagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} hours ago</source>
        <translation>
            <numerusform>vor {count} Stunde</numerusform>
            <numerusform>vor {count} Stunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} months ago</source>
        <translation>
            <numerusform>vor {count} Monat</numerusform>
            <numerusform>vor {count} Monaten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} years ago</source>
        <translation>
            <numerusform>vor {count} Jahr</numerusform>
            <numerusform>vor {count} Jahren</numerusform>
        </translation>
    </message>
    <message>
        <source>{time} in {place}, {theirs} your time</source>
        <translation>{time} in {place}, bei Ihnen {theirs}</translation>
    </message>
    <message>
        <source>{time} in {place}, {weekday} {theirs} your time</source>
        <translation>{time} in {place}, bei Ihnen {weekday} {theirs}</translation>
    </message>
    <message>
        <source>{weekday} {day} {month}</source>
        <translation>{weekday}, {day}. {month}</translation>
    </message>
    <message>
        <source>{weekday} {day} {month} {year}</source>
        <translation>{weekday}, {day}. {month} {year}</translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>A part of Signpost that runs in a process of its own gave no answer ({detail}).</source>
        <translation>Ein Teil von Signpost, der in einem eigenen Prozess läuft, gab keine Antwort ({detail}).</translation>
    </message>
    <message>
        <source>A staged roll-out was ignored: {detail}</source>
        <translation>Eine gestaffelte Einführung wurde übergangen: {detail}</translation>
    </message>
    <message>
        <source>Add the lines yourself, or ask IT.</source>
        <translation>Fügen Sie die Zeilen selbst ein oder fragen Sie die IT.</translation>
    </message>
    <message>
        <source>Alerts go on. Check the disk; if the file is damaged, move it away and Signpost starts a new one.</source>
        <translation>Hinweise gehen weiter. Prüfen Sie den Datenträger; ist die Datei beschädigt, verschieben Sie sie, dann legt Signpost eine neue an.</translation>
    </message>
    <message>
        <source>Another Signpost is already using {path}.</source>
        <translation>Ein anderes Signpost verwendet {path} bereits.</translation>
    </message>
    <message>
        <source>Another installation is running on this computer, so {manager} could not install {tool}.</source>
        <translation>Auf diesem Computer läuft gerade eine andere Installation, deshalb konnte {manager} {tool} nicht installieren.</translation>
    </message>
    <message>
        <source>Ask IT directly.</source>
        <translation>Wenden Sie sich direkt an die IT.</translation>
    </message>
    <message>
        <source>Ask IT for a code for {device}, and run: signpost enrol</source>
        <translation>Bitten Sie die IT um einen Code für {device} und führen Sie aus: signpost enrol</translation>
    </message>
    <message>
        <source>Ask IT for a code made for {device}, and run: signpost enrol</source>
        <translation>Bitten Sie die IT um einen Code, der für {device} erstellt ist, und führen Sie aus: signpost enrol</translation>
    </message>
    <message>
        <source>Ask IT for a code, and run: signpost enrol</source>
        <translation>Bitten Sie die IT um einen Code und führen Sie aus: signpost enrol</translation>
    </message>
    <message>
        <source>Ask IT for a new code, and run: signpost enrol</source>
        <translation>Bitten Sie die IT um einen neuen Code und führen Sie aus: signpost enrol</translation>
    </message>
    <message>
        <source>Ask IT for that version if you need it. Nothing was changed.</source>
        <translation>Fragen Sie die IT nach dieser Version, wenn Sie sie brauchen. Es wurde nichts verändert.</translation>
    </message>
    <message>
        <source>Ask IT how to get it.</source>
        <translation>Fragen Sie die IT, wie Sie es bekommen.</translation>
    </message>
    <message>
        <source>Ask IT if it is still there.</source>
        <translation>Fragen Sie die IT, wenn es noch da ist.</translation>
    </message>
    <message>
        <source>Ask IT to complete the configuration ({path}). Signpost waits, and goes on by itself as soon as that is done.</source>
        <translation>Bitten Sie die IT, die Konfiguration ({path}) zu vervollständigen. Signpost wartet und macht von selbst weiter, sobald das geschehen ist.</translation>
    </message>
    <message>
        <source>Ask IT to correct it. Signpost waits, and goes on by itself as soon as that is done.</source>
        <translation>Bitten Sie die IT, sie zu korrigieren. Signpost wartet und macht von selbst weiter, sobald das geschehen ist.</translation>
    </message>
    <message>
        <source>Ask IT to install Node.js {node} or newer, then try again. Nothing was changed.</source>
        <translation>Bitten Sie die IT, Node.js {node} oder neuer zu installieren, und versuchen Sie es erneut. Es wurde nichts verändert.</translation>
    </message>
    <message>
        <source>Ask IT to install {manager}, or for another way to set {tool} up. Nothing was changed.</source>
        <translation>Bitten Sie die IT, {manager} zu installieren, oder um einen anderen Weg, {tool} einzurichten. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Ask IT to look at it. Until then nothing is carried over, so that nothing is lost.</source>
        <translation>Bitten Sie die IT, sie anzusehen. Bis dahin wird nichts übernommen, damit nichts verloren geht.</translation>
    </message>
    <message>
        <source>Ask IT to put that right, or for another way to set {tool} up. Nothing was changed.</source>
        <translation>Bitten Sie die IT, das in Ordnung zu bringen, oder um einen anderen Weg, {tool} einzurichten. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Ask IT to remove it or to give it back to you. Signpost then goes on by itself.</source>
        <translation>Bitten Sie die IT, die Datei zu entfernen oder Ihnen zurückzugeben. Danach macht Signpost von selbst weiter.</translation>
    </message>
    <message>
        <source>Ask IT to repair Node.js on this computer, then try again. Nothing was changed.</source>
        <translation>Bitten Sie die IT, Node.js auf diesem Computer zu reparieren, und versuchen Sie es erneut. Es wurde nichts verändert.</translation>
    </message>
    <message>
        <source>Ask IT to set npm&apos;s `cafile` to the company&apos;s certificate, then try again. Nothing was changed.</source>
        <translation>Bitten Sie die IT, in npm die Einstellung `cafile` auf das Zertifikat der Firma zu setzen, und versuchen Sie es erneut. Es wurde nichts verändert.</translation>
    </message>
    <message>
        <source>Ask IT to update Node.js, then try again. Nothing was changed.</source>
        <translation>Bitten Sie die IT, Node.js zu aktualisieren, und versuchen Sie es erneut. Es wurde nichts verändert.</translation>
    </message>
    <message>
        <source>Ask IT which tool to use instead on this computer.</source>
        <translation>Fragen Sie die IT, welches Tool auf diesem Computer stattdessen vorgesehen ist.</translation>
    </message>
    <message>
        <source>Ask IT which tool to use instead on this computer. Nothing was changed.</source>
        <translation>Fragen Sie die IT, welches Tool auf diesem Computer stattdessen vorgesehen ist. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Ask again, if you still want it. You see beforehand where it goes.</source>
        <translation>Fragen Sie noch einmal, wenn Sie es noch möchten. Sie sehen vorher, wohin die Anfrage geht.</translation>
    </message>
    <message>
        <source>Before {tool} can be set up, these programs have to be closed: {processes}</source>
        <translation>Bevor {tool} eingerichtet werden kann, müssen diese Programme geschlossen werden: {processes}</translation>
    </message>
    <message>
        <source>Check it for a typing error, or ask IT for a new code, and run: signpost enrol</source>
        <translation>Prüfen Sie ihn auf Tippfehler oder bitten Sie die IT um einen neuen Code und führen Sie aus: signpost enrol</translation>
    </message>
    <message>
        <source>Check the network, the VPN and the proxy, then try again. What was downloaded already is kept.</source>
        <translation>Prüfen Sie Netzwerk, VPN und Proxy und versuchen Sie es erneut. Bereits Heruntergeladenes bleibt erhalten.</translation>
    </message>
    <message>
        <source>Check who owns it, then export again. Nothing was written.</source>
        <translation>Prüfen Sie, wem es gehört, und exportieren Sie erneut. Es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>Check who owns the folder and whether the disk is read-only, then try again. Nothing was changed.</source>
        <translation>Prüfen Sie, wem der Ordner gehört und ob der Datenträger schreibgeschützt ist, und versuchen Sie es erneut. Es wurde nichts verändert.</translation>
    </message>
    <message>
        <source>Close some programs. If it happens again, IT can raise the limit (RLIMIT_NPROC).</source>
        <translation>Schließen Sie einige Programme. Kommt es wieder vor, kann die IT die Grenze anheben (RLIMIT_NPROC).</translation>
    </message>
    <message>
        <source>Enrolling with {host} did not work ({detail}).</source>
        <translation>Die Anmeldung bei {host} hat nicht geklappt ({detail}).</translation>
    </message>
    <message>
        <source>Events for IT are not sent: this computer has no token for {host}.</source>
        <translation>Ereignisse für die IT werden nicht gesendet: Dieser Computer hat kein Token für {host}.</translation>
    </message>
    <message>
        <source>Events for IT are not sent: what answers at {host} takes no events ({detail}).</source>
        <translation>Ereignisse für die IT werden nicht gesendet: Was unter {host} antwortet, nimmt keine Ereignisse an ({detail}).</translation>
    </message>
    <message>
        <source>Events for IT could not be sent yet: {host} has no time now (answer {answer}).</source>
        <translation>Ereignisse für die IT konnten noch nicht gesendet werden: {host} hat gerade keine Zeit (Antwort {answer}).</translation>
    </message>
    <message>
        <source>Events for IT could not be sent yet: {host} is out of reach ({detail}).</source>
        <translation>Ereignisse für die IT konnten noch nicht gesendet werden: {host} ist nicht erreichbar ({detail}).</translation>
    </message>
    <message>
        <source>Free some space and try again. Nothing was changed.</source>
        <translation>Schaffen Sie etwas Platz und versuchen Sie es erneut. Es wurde nichts verändert.</translation>
    </message>
    <message>
        <source>Give a reason of up to 500 characters and a date within a year.</source>
        <translation>Nennen Sie einen Grund mit höchstens 500 Zeichen und ein Datum innerhalb eines Jahres.</translation>
    </message>
    <message>
        <source>IT: check the certificate of the host, or this computer&apos;s date.</source>
        <translation>IT: Prüfen Sie das Zertifikat des Servers oder das Datum dieses Computers.</translation>
    </message>
    <message>
        <source>IT: check what this computer&apos;s token may read, and the file&apos;s rights.</source>
        <translation>IT: Prüfen Sie, was das Token dieses Computers lesen darf, und die Rechte der Datei.</translation>
    </message>
    <message>
        <source>IT: correct it; it is then read at once. Started anew, Signpost would not run.</source>
        <translation>IT: Korrigieren Sie sie; sie wird dann sofort gelesen. Neu gestartet würde Signpost nicht laufen.</translation>
    </message>
    <message>
        <source>IT: correct the address or the format under `events` in the policy. Until then they are kept.</source>
        <translation>IT: Adresse oder Format unter `events` in der Richtlinie berichtigen. Bis dahin werden sie aufbewahrt.</translation>
    </message>
    <message>
        <source>IT: correct the file. Signpost does not start with a configuration it cannot read whole.</source>
        <translation>IT: Korrigieren Sie die Datei. Mit einer Konfiguration, die nicht vollständig lesbar ist, startet Signpost nicht.</translation>
    </message>
    <message>
        <source>IT: give this computer a new token for events. Until then they are kept.</source>
        <translation>IT: Diesem Computer ein neues Token für Ereignisse geben. Bis dahin werden sie aufbewahrt.</translation>
    </message>
    <message>
        <source>IT: install the company configuration ({path}), or pass --url and --root.</source>
        <translation>IT: Installieren Sie die Firmenkonfiguration ({path}) oder übergeben Sie --url und --root.</translation>
    </message>
    <message>
        <source>IT: install the file that `ca_bundle` names, as PEM, readable for everybody.</source>
        <translation>IT: Installieren Sie die Datei, die `ca_bundle` nennt, als PEM und für alle lesbar.</translation>
    </message>
    <message>
        <source>IT: publish again. If the date is not past, check this computer&apos;s clock.</source>
        <translation>IT: Veröffentlichen Sie neu. Liegt das Datum nicht in der Vergangenheit, prüfen Sie die Uhr dieses Computers.</translation>
    </message>
    <message>
        <source>IT: run `signpost-admin check` and publish again.</source>
        <translation>IT: Führen Sie `signpost-admin check` aus und veröffentlichen Sie neu.</translation>
    </message>
    <message>
        <source>IT: run `signpost-admin publish`.</source>
        <translation>IT: Führen Sie `signpost-admin publish` aus.</translation>
    </message>
    <message>
        <source>IT: see what the receiver says of them. Until then they are kept.</source>
        <translation>IT: Nachsehen, was der Empfänger dazu sagt. Bis dahin werden sie aufbewahrt.</translation>
    </message>
    <message>
        <source>IT: set enrol_url in the company configuration.</source>
        <translation>IT: Setzen Sie enrol_url in der Firmenkonfiguration.</translation>
    </message>
    <message>
        <source>IT: set events_token and events_url in the company configuration, or enrol the computer for events.</source>
        <translation>IT: events_token und events_url in der Firmenkonfiguration setzen oder den Computer für Ereignisse anmelden.</translation>
    </message>
    <message>
        <source>IT: the address and the root of this installation do not belong together.</source>
        <translation>IT: Adresse und Root dieser Installation gehören nicht zusammen.</translation>
    </message>
    <message>
        <source>If it stays so, IT should check the address and the policy host.</source>
        <translation>Bleibt es dabei, sollte die IT die Adresse und den Richtlinienserver prüfen.</translation>
    </message>
    <message>
        <source>If it stays so, IT should check the policy host and the proxy.</source>
        <translation>Bleibt es dabei, sollte die IT den Richtlinienserver und den Proxy prüfen.</translation>
    </message>
    <message>
        <source>If this network asks you to sign in, open a web page and do so. Signpost tries again by itself.</source>
        <translation>Wenn dieses Netzwerk eine Anmeldung verlangt, öffnen Sie eine Webseite und melden Sie sich an. Signpost versucht es von selbst erneut.</translation>
    </message>
    <message>
        <source>It is kept and sent again by itself.</source>
        <translation>Sie bleibt aufgehoben und wird von selbst erneut gesendet.</translation>
    </message>
    <message>
        <source>It is left as it is. Install the newer version again; the agent of this one keeps it and begins another.</source>
        <translation>Sie bleibt, wie sie ist. Installieren Sie die neuere Version wieder; der Agent dieser Version bewahrt sie auf und beginnt eine neue.</translation>
    </message>
    <message>
        <source>It is tried again with the next policy. If this comes again, tell your IT.</source>
        <translation>Mit der nächsten Richtlinie wird es erneut versucht. Wenn das wieder vorkommt, sagen Sie es Ihrer IT.</translation>
    </message>
    <message>
        <source>It is your own file: correct it, or remove it. Signpost waits, and goes on by itself as soon as that is done.</source>
        <translation>Es ist Ihre eigene Datei: Korrigieren oder entfernen Sie sie. Signpost wartet und macht von selbst weiter, sobald das geschehen ist.</translation>
    </message>
    <message>
        <source>It was removed and not started. Tell IT before trying again.</source>
        <translation>Es wurde entfernt und nicht gestartet. Sprechen Sie mit der IT, bevor Sie es erneut versuchen.</translation>
    </message>
    <message>
        <source>It was taken away again. Tell IT.</source>
        <translation>Es wurde wieder entfernt. Sagen Sie der IT Bescheid.</translation>
    </message>
    <message>
        <source>Items: {known}.</source>
        <translation>Möglich: {known}.</translation>
    </message>
    <message>
        <source>Known: {known}. Otherwise ask IT.</source>
        <translation>Bekannt: {known}. Fragen Sie sonst die IT.</translation>
    </message>
    <message>
        <source>Launches cannot be watched by {source}: {reason}.</source>
        <translation>Programmstarts können nicht über {source} beobachtet werden: {reason}.</translation>
    </message>
    <message>
        <source>Look at the preview again, then carry over.</source>
        <translation>Sehen Sie sich die Vorschau noch einmal an und übernehmen Sie dann.</translation>
    </message>
    <message>
        <source>Mend that file or leave this item out. Everything else comes along without it.</source>
        <translation>Bringen Sie die Datei in Ordnung oder lassen Sie diesen Punkt weg. Alles andere kommt auch so mit.</translation>
    </message>
    <message>
        <source>Mend that file or leave this item out. It was not changed.</source>
        <translation>Bringen Sie die Datei in Ordnung oder lassen Sie diesen Punkt weg. Sie wurde nicht geändert.</translation>
    </message>
    <message>
        <source>Name the folder of one project.</source>
        <translation>Nennen Sie den Ordner eines Projekts.</translation>
    </message>
    <message>
        <source>No code was given.</source>
        <translation>Es wurde kein Code angegeben.</translation>
    </message>
    <message>
        <source>No further thread can be started: you run as many programs as you may, or memory is short.</source>
        <translation>Es kann kein weiterer Thread gestartet werden: Sie führen so viele Programme aus, wie Sie dürfen, oder der Speicher ist knapp.</translation>
    </message>
    <message>
        <source>Node.js {found} on this computer is too old; {tool} needs {node} or newer.</source>
        <translation>Node.js {found} auf diesem Computer ist zu alt; {tool} braucht {node} oder neuer.</translation>
    </message>
    <message>
        <source>Nothing further was removed. Look at the list again.</source>
        <translation>Es wurde nichts weiter entfernt. Sehen Sie sich die Liste noch einmal an.</translation>
    </message>
    <message>
        <source>Nothing is lost. IT: install the newer version again to read it.</source>
        <translation>Nichts ist verloren. IT: Um sie zu lesen, installieren Sie die neuere Version wieder.</translation>
    </message>
    <message>
        <source>Nothing needs to be done.</source>
        <translation>Es ist nichts zu tun.</translation>
    </message>
    <message>
        <source>Nothing of {tool} was found on this computer that Signpost can remove.</source>
        <translation>Auf diesem Computer wurde nichts von {tool} gefunden, das Signpost entfernen kann.</translation>
    </message>
    <message>
        <source>Nothing to do: Signpost checks as soon as it can.</source>
        <translation>Nichts zu tun: Signpost prüft, sobald es kann.</translation>
    </message>
    <message>
        <source>Nothing to do: Signpost fetches it again as soon as it reaches the policy host.</source>
        <translation>Nichts zu tun: Signpost holt sie erneut, sobald der Richtlinienserver erreichbar ist.</translation>
    </message>
    <message>
        <source>Nothing to do: Signpost fetches it again. If this comes back, tell IT: something changes files here.</source>
        <translation>Nichts zu tun: Signpost holt sie erneut. Kommt das wieder vor, sagen Sie der IT Bescheid: Etwas verändert hier Dateien.</translation>
    </message>
    <message>
        <source>Nothing to do: Signpost fetches this company&apos;s policy as soon as it reaches the policy host.</source>
        <translation>Nichts zu tun: Signpost holt die Richtlinie dieser Firma, sobald der Richtlinienserver erreichbar ist.</translation>
    </message>
    <message>
        <source>Nothing was changed. What was downloaded already is kept for the next time.</source>
        <translation>Es wurde nichts verändert. Bereits Heruntergeladenes bleibt für das nächste Mal erhalten.</translation>
    </message>
    <message>
        <source>Only the version before the last set-up is kept.</source>
        <translation>Nur die Version vor der letzten Einrichtung wird aufbewahrt.</translation>
    </message>
    <message>
        <source>Paste the token as IT gave it: one line, without spaces.</source>
        <translation>Fügen Sie das Token so ein, wie die IT es Ihnen gegeben hat: eine Zeile, ohne Leerzeichen.</translation>
    </message>
    <message>
        <source>Put a plain file or folder there, or leave this item out.</source>
        <translation>Legen Sie dort eine gewöhnliche Datei oder einen Ordner an, oder lassen Sie diesen Punkt weg.</translation>
    </message>
    <message>
        <source>Rename or remove it, then try again. Nothing was changed.</source>
        <translation>Benennen Sie sie um oder entfernen Sie sie und versuchen Sie es erneut. Es wurde nichts verändert.</translation>
    </message>
    <message>
        <source>Run the command in a terminal of your own, or click in Signpost.</source>
        <translation>Führen Sie den Befehl in einem eigenen Terminal aus oder klicken Sie in Signpost.</translation>
    </message>
    <message>
        <source>Save your work, close them and try again. What was downloaded already is kept.</source>
        <translation>Speichern Sie Ihre Arbeit, schließen Sie sie und versuchen Sie es erneut. Bereits Heruntergeladenes bleibt erhalten.</translation>
    </message>
    <message>
        <source>Set it up again, or ask IT to remove it with {manager}.</source>
        <translation>Richten Sie es erneut ein oder bitten Sie die IT, es mit {manager} zu entfernen.</translation>
    </message>
    <message>
        <source>Set it up first.</source>
        <translation>Richten Sie es zuerst ein.</translation>
    </message>
    <message>
        <source>Set that up first or ask IT for it, then try again. Nothing was changed.</source>
        <translation>Richten Sie das zuerst ein oder fragen Sie die IT danach, dann versuchen Sie es erneut. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Set the tool up again; that writes a new record.</source>
        <translation>Richten Sie das Tool neu ein; dabei entsteht ein neuer Eintrag.</translation>
    </message>
    <message>
        <source>Setting up {tool} needs {needed} on the disk of {path}; {free} are free.</source>
        <translation>Die Einrichtung von {tool} braucht {needed} auf dem Datenträger von {path}; frei sind {free}.</translation>
    </message>
    <message>
        <source>Setting up {tool} took longer than {seconds} seconds and was ended.</source>
        <translation>Die Einrichtung von {tool} dauerte länger als {seconds} Sekunden und wurde beendet.</translation>
    </message>
    <message>
        <source>Sign in to the registry (`npm login`) or ask IT for access, then try again.</source>
        <translation>Melden Sie sich bei der Registry an (`npm login`) oder bitten Sie die IT um Zugang und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Signpost could not look for the policy&apos;s tools on this computer: {detail}.</source>
        <translation>Signpost konnte auf diesem Computer nicht nach den Tools der Richtlinie suchen: {detail}.</translation>
    </message>
    <message>
        <source>Signpost does not know its company yet: {missing} is not set.</source>
        <translation>Signpost kennt seine Firma noch nicht: {missing} ist nicht gesetzt.</translation>
    </message>
    <message>
        <source>Signpost takes the next source there is; `signpost watch` says which one and what it can miss.</source>
        <translation>Signpost nimmt die nächste verfügbare Quelle; `signpost watch` sagt, welche das ist und was ihr entgehen kann.</translation>
    </message>
    <message>
        <source>Signpost tries again by itself.</source>
        <translation>Signpost versucht es von selbst erneut.</translation>
    </message>
    <message>
        <source>Signpost tries again by itself. If it stays so, tell IT.</source>
        <translation>Signpost versucht es von selbst erneut. Bleibt es dabei, sagen Sie der IT Bescheid.</translation>
    </message>
    <message>
        <source>Something answered in place of {host}: {detail}.</source>
        <translation>An Stelle von {host} hat etwas anderes geantwortet: {detail}.</translation>
    </message>
    <message>
        <source>Something went wrong: {detail}</source>
        <translation>Etwas ist schiefgegangen: {detail}</translation>
    </message>
    <message>
        <source>Speak to your IT. `signpost status` says which policy is in force.</source>
        <translation>Sprechen Sie mit Ihrer IT. „signpost status“ sagt, welche Richtlinie gilt.</translation>
    </message>
    <message>
        <source>Start Signpost from a desktop session, or run it with --headless.</source>
        <translation>Starten Sie Signpost in einer Desktop-Sitzung oder mit --headless.</translation>
    </message>
    <message>
        <source>Take it along by hand, or leave this item out.</source>
        <translation>Nehmen Sie es von Hand mit oder lassen Sie diesen Punkt weg.</translation>
    </message>
    <message>
        <source>Tell IT that the address for exception requests does not work, and ask them directly.</source>
        <translation>Sagen Sie der IT, dass die Adresse für Ausnahmen nicht funktioniert, und fragen Sie direkt.</translation>
    </message>
    <message>
        <source>Tell IT: it must be corrected and published again. Nothing was changed.</source>
        <translation>Sagen Sie der IT Bescheid: Es muss korrigiert und neu veröffentlicht werden. Es wurde nichts verändert.</translation>
    </message>
    <message>
        <source>Tell IT: only they can publish a policy this computer accepts.</source>
        <translation>Sagen Sie der IT Bescheid: Nur sie kann eine Richtlinie veröffentlichen, die dieser Computer annimmt.</translation>
    </message>
    <message>
        <source>Tell IT: the registry of this computer lacks the version the company chose. Nothing was changed.</source>
        <translation>Sagen Sie der IT Bescheid: Der Registry dieses Computers fehlt die Version, die die Firma gewählt hat. Es wurde nichts verändert.</translation>
    </message>
    <message>
        <source>That is no access token: {detail}.</source>
        <translation>Das ist kein Zugriffstoken: {detail}.</translation>
    </message>
    <message>
        <source>The access of this computer has ended: {host} no longer accepts its token.</source>
        <translation>Der Zugang dieses Computers ist beendet: {host} nimmt sein Token nicht mehr an.</translation>
    </message>
    <message>
        <source>The access token could not be read or kept in the keyring ({detail}).</source>
        <translation>Das Zugriffstoken konnte nicht im Schlüsselbund gelesen oder abgelegt werden ({detail}).</translation>
    </message>
    <message>
        <source>The access token in {path} cannot be read ({detail}).</source>
        <translation>Das Zugriffstoken in {path} ist nicht lesbar ({detail}).</translation>
    </message>
    <message>
        <source>The bundle cannot be used: {detail}</source>
        <translation>Das Paket ist nicht verwendbar: {detail}</translation>
    </message>
    <message>
        <source>The company&apos;s certificate authorities in {path} cannot be used ({detail}).</source>
        <translation>Die Zertifizierungsstellen der Firma in {path} sind nicht verwendbar ({detail}).</translation>
    </message>
    <message>
        <source>The company&apos;s policy for everybody applies. IT: publish the roll-out again, or update Signpost here.</source>
        <translation>Es gilt die Richtlinie der Firma für alle. IT: Veröffentlichen Sie die gestaffelte Einführung neu oder aktualisieren Sie Signpost hier.</translation>
    </message>
    <message>
        <source>The configuration was changed, and Signpost goes on with the settings of before. {detail}</source>
        <translation>Die Konfiguration wurde geändert; Signpost macht mit den bisherigen Einstellungen weiter. {detail}</translation>
    </message>
    <message>
        <source>The configuration {path} cannot be used: {detail}</source>
        <translation>Die Konfiguration {path} ist nicht verwendbar: {detail}</translation>
    </message>
    <message>
        <source>The connection to {host} broke off in the middle of {file}.</source>
        <translation>Die Verbindung zu {host} brach mitten in {file} ab.</translation>
    </message>
    <message>
        <source>The connection to {host} is not secure ({detail}).</source>
        <translation>Die Verbindung zu {host} ist nicht sicher ({detail}).</translation>
    </message>
    <message>
        <source>The download of {file} was stopped.</source>
        <translation>Das Herunterladen von {file} wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The enrolment code is for another computer, not for {device}.</source>
        <translation>Der Anmeldecode gehört zu einem anderen Computer, nicht zu {device}.</translation>
    </message>
    <message>
        <source>The enrolment code was used before, or its time is over.</source>
        <translation>Der Anmeldecode wurde schon benutzt oder ist abgelaufen.</translation>
    </message>
    <message>
        <source>The file {target}, which the company&apos;s policy speaks of, is not on this computer.</source>
        <translation>Die Datei {target}, von der die Richtlinie der Firma spricht, ist nicht auf diesem Computer.</translation>
    </message>
    <message>
        <source>The installation of {tool} was not authorised.</source>
        <translation>Die Installation von {tool} wurde nicht genehmigt.</translation>
    </message>
    <message>
        <source>The keyring did not answer within {seconds} seconds; it is probably locked.</source>
        <translation>Der Schlüsselbund hat innerhalb von {seconds} Sekunden nicht geantwortet; vermutlich ist er gesperrt.</translation>
    </message>
    <message>
        <source>The package registry{registry} could not be reached ({code}).</source>
        <translation>Die Paket-Registry{registry} war nicht erreichbar ({code}).</translation>
    </message>
    <message>
        <source>The package registry{registry} did not let this computer in ({code}).</source>
        <translation>Die Paket-Registry{registry} hat diesen Computer nicht zugelassen ({code}).</translation>
    </message>
    <message>
        <source>The package registry{registry} does not have {package} ({code}).</source>
        <translation>Die Paket-Registry{registry} hat {package} nicht ({code}).</translation>
    </message>
    <message>
        <source>The package registry{registry} showed a certificate that Node.js does not trust ({code}).</source>
        <translation>Die Paket-Registry{registry} zeigte ein Zertifikat, dem Node.js nicht vertraut ({code}).</translation>
    </message>
    <message>
        <source>The policy at {host} is signed by somebody this computer was not told to trust ({detail}).</source>
        <translation>Die Richtlinie auf {host} ist von jemandem signiert, dem dieser Computer nicht vertrauen soll ({detail}).</translation>
    </message>
    <message>
        <source>The policy at {host} ran out: its {role} was valid until {since}.</source>
        <translation>Die Richtlinie auf {host} ist abgelaufen: {role} galt bis {since}.</translation>
    </message>
    <message>
        <source>The policy document cannot be read: {detail}</source>
        <translation>Das Richtliniendokument ist nicht lesbar: {detail}</translation>
    </message>
    <message>
        <source>The policy from {host} was not accepted: {detail}</source>
        <translation>Die Richtlinie von {host} wurde nicht angenommen: {detail}</translation>
    </message>
    <message>
        <source>The policy host {host} could not be reached ({detail}).</source>
        <translation>Der Richtlinienserver {host} war nicht erreichbar ({detail}).</translation>
    </message>
    <message>
        <source>The policy host {host} does not answer ({detail}).</source>
        <translation>Der Richtlinienserver {host} antwortet nicht ({detail}).</translation>
    </message>
    <message>
        <source>The recipe for {tool} cannot be used: {detail}</source>
        <translation>Das Rezept für {tool} ist nicht verwendbar: {detail}</translation>
    </message>
    <message>
        <source>The record of an earlier carry-over cannot be read: {path}.</source>
        <translation>Die Aufzeichnung einer früheren Übernahme ist nicht lesbar: {path}.</translation>
    </message>
    <message>
        <source>The record of events at {path} cannot be used: {detail}</source>
        <translation>Die Aufzeichnung der Ereignisse unter {path} ist nicht verwendbar: {detail}</translation>
    </message>
    <message>
        <source>The record of what happened at {path} cannot be used: {detail}</source>
        <translation>Die Aufzeichnung des Geschehenen unter {path} ist nicht verwendbar: {detail}</translation>
    </message>
    <message>
        <source>The record {path} of what was set up cannot be read: {detail}</source>
        <translation>Die Aufzeichnung {path} des Eingerichteten ist nicht lesbar: {detail}</translation>
    </message>
    <message>
        <source>The set-up of {tool} was cancelled.</source>
        <translation>Die Einrichtung von {tool} wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The set-up recipes cannot be read: {detail}</source>
        <translation>Die Einrichtungsrezepte sind nicht lesbar: {detail}</translation>
    </message>
    <message>
        <source>The stored policy belongs to another installation of Signpost and was put aside.</source>
        <translation>Die gespeicherte Richtlinie gehört zu einer anderen Installation von Signpost und wurde beiseitegelegt.</translation>
    </message>
    <message>
        <source>The stored policy is not signed as it has to be ({detail}) and was put aside.</source>
        <translation>Die gespeicherte Richtlinie ist nicht so signiert, wie sie sein muss ({detail}), und wurde beiseitegelegt.</translation>
    </message>
    <message>
        <source>The stored policy was damaged ({detail}) and was put aside.</source>
        <translation>Die gespeicherte Richtlinie war beschädigt ({detail}) und wurde beiseitegelegt.</translation>
    </message>
    <message>
        <source>The stored policy was written by a newer Signpost and was put aside.</source>
        <translation>Die gespeicherte Richtlinie wurde von einem neueren Signpost geschrieben und wurde beiseitegelegt.</translation>
    </message>
    <message>
        <source>There is no carry-over from {source} to {target} to undo.</source>
        <translation>Es gibt keine Übernahme von {source} nach {target}, die sich rückgängig machen ließe.</translation>
    </message>
    <message>
        <source>There is no earlier version of {tool} on this computer.</source>
        <translation>Auf diesem Computer gibt es keine frühere Version von {tool}.</translation>
    </message>
    <message>
        <source>There is no item {item} in this carry-over.</source>
        <translation>Den Punkt {item} gibt es in dieser Übernahme nicht.</translation>
    </message>
    <message>
        <source>There is no screen here to show anything on.</source>
        <translation>Hier gibt es keinen Bildschirm, auf dem etwas gezeigt werden könnte.</translation>
    </message>
    <message>
        <source>There is no set-up for {tool} in the policy in force.</source>
        <translation>Die geltende Richtlinie enthält keine Einrichtung für {tool}.</translation>
    </message>
    <message>
        <source>There is not enough space left on the disk for {path}.</source>
        <translation>Für {path} ist auf dem Datenträger nicht mehr genug Platz.</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>Es gibt nichts rückgängig zu machen.</translation>
    </message>
    <message>
        <source>They are kept and sent again by themselves.</source>
        <translation>Sie werden aufbewahrt und von selbst erneut gesendet.</translation>
    </message>
    <message>
        <source>This cannot be asked of IT: {detail}</source>
        <translation>Das kann nicht angefragt werden: {detail}</translation>
    </message>
    <message>
        <source>This computer is not enrolled with {host} yet.</source>
        <translation>Dieser Computer ist noch nicht bei {host} angemeldet.</translation>
    </message>
    <message>
        <source>This computer is offline, or {host} cannot be found ({detail}).</source>
        <translation>Dieser Computer ist offline, oder {host} ist nicht zu finden ({detail}).</translation>
    </message>
    <message>
        <source>This computer was not told where to enrol.</source>
        <translation>Diesem Computer wurde nicht gesagt, wo er sich anmelden soll.</translation>
    </message>
    <message>
        <source>This way of setting {tool} up is not for this computer: {detail}</source>
        <translation>Auf diese Weise lässt sich {tool} auf diesem Computer nicht einrichten: {detail}</translation>
    </message>
    <message>
        <source>Try again and enter an administrator&apos;s password, or ask IT. Nothing was changed.</source>
        <translation>Versuchen Sie es noch einmal und geben Sie das Kennwort eines Administrators ein, oder fragen Sie die IT. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Try again in a minute. If it stays so, IT must publish the recipe and its file again.</source>
        <translation>Versuchen Sie es in einer Minute noch einmal. Bleibt es dabei, muss die IT das Rezept und seine Datei neu veröffentlichen.</translation>
    </message>
    <message>
        <source>Try again on a faster connection; what was downloaded already is kept.</source>
        <translation>Versuchen Sie es mit einer schnelleren Verbindung erneut; bereits Heruntergeladenes bleibt erhalten.</translation>
    </message>
    <message>
        <source>Try again once the policy was brought up to date. Nothing was changed.</source>
        <translation>Versuchen Sie es erneut, sobald die Richtlinie auf dem neuesten Stand ist. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Try again, or ask IT to remove it with {manager}.</source>
        <translation>Versuchen Sie es noch einmal, oder bitten Sie die IT, es mit {manager} zu entfernen.</translation>
    </message>
    <message>
        <source>Try again. If it happens again, tell IT.</source>
        <translation>Versuchen Sie es erneut. Kommt es wieder vor, sagen Sie der IT Bescheid.</translation>
    </message>
    <message>
        <source>Try again. If it happens again, tell IT. Nothing was left half installed.</source>
        <translation>Versuchen Sie es erneut. Kommt es wieder vor, sagen Sie der IT Bescheid. Es blieb nichts halb Installiertes zurück.</translation>
    </message>
    <message>
        <source>Unlock the keyring. Until then the last good policy stays in force.</source>
        <translation>Entsperren Sie den Schlüsselbund. Bis dahin gilt die letzte gute Richtlinie weiter.</translation>
    </message>
    <message>
        <source>Use `signpost token set --file`, which keeps it in a file that only you can read.</source>
        <translation>Verwenden Sie `signpost token set --file`; das legt es in einer Datei ab, die nur Sie lesen können.</translation>
    </message>
    <message>
        <source>Use the one that is running, or end it first.</source>
        <translation>Verwenden Sie das laufende oder beenden Sie es zuerst.</translation>
    </message>
    <message>
        <source>Version {previous} is back in its place and works on. Tell IT.</source>
        <translation>Version {previous} ist wieder an ihrem Platz und läuft weiter. Sagen Sie der IT Bescheid.</translation>
    </message>
    <message>
        <source>Wait until it is done, then try again. Nothing was changed.</source>
        <translation>Warten Sie, bis sie fertig ist, und versuchen Sie es dann noch einmal. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Wait until it is done.</source>
        <translation>Warten Sie, bis sie fertig ist.</translation>
    </message>
    <message>
        <source>What arrived for {tool} is not what the company approved: {detail}</source>
        <translation>Was für {tool} ankam, ist nicht das, was die Firma freigegeben hat: {detail}</translation>
    </message>
    <message>
        <source>What has arrived is kept and serves the next try.</source>
        <translation>Was schon da ist, bleibt erhalten und dient dem nächsten Versuch.</translation>
    </message>
    <message>
        <source>What is kept of this computer&apos;s enrolment in {path} cannot be read ({detail}).</source>
        <translation>Was von der Anmeldung dieses Computers in {path} aufbewahrt ist, ist nicht lesbar ({detail}).</translation>
    </message>
    <message>
        <source>What there is of {tool} has changed since it was shown to you.</source>
        <translation>Was von {tool} vorhanden ist, hat sich geändert, seit es Ihnen gezeigt wurde.</translation>
    </message>
    <message>
        <source>Whether there is a newer policy has not been checked since {since}.</source>
        <translation>Ob es eine neuere Richtlinie gibt, wurde seit {since} nicht geprüft.</translation>
    </message>
    <message>
        <source>Your company&apos;s policy does not say how settings come along from {source} to {target}.</source>
        <translation>Die Richtlinie Ihres Unternehmens sagt nicht, wie Einstellungen von {source} zu {target} mitkommen.</translation>
    </message>
    <message>
        <source>Your company&apos;s policy names nobody to ask about {tool}.</source>
        <translation>Die Richtlinie Ihres Unternehmens nennt niemanden, den man zu {tool} fragen kann.</translation>
    </message>
    <message>
        <source>Your request for {tool} could not be sent yet: {host} {detail}.</source>
        <translation>Ihre Anfrage zu {tool} konnte noch nicht gesendet werden: {host} {detail}.</translation>
    </message>
    <message>
        <source>Your request for {tool} was not sent: your company has another address for requests now, or none.</source>
        <translation>Ihre Anfrage zu {tool} wurde nicht gesendet: Ihre Firma hat jetzt eine andere Adresse für Anfragen oder keine.</translation>
    </message>
    <message>
        <source>npm ({npm}) does not start: {detail}</source>
        <translation>npm ({npm}) startet nicht: {detail}</translation>
    </message>
    <message>
        <source>npm could not install {tool} ({code}): {detail}</source>
        <translation>npm konnte {tool} nicht installieren ({code}): {detail}</translation>
    </message>
    <message>
        <source>npm, which installs {tool}, was not found on this computer.</source>
        <translation>npm, das {tool} installiert, wurde auf diesem Computer nicht gefunden.</translation>
    </message>
    <message>
        <source>{command} was installed but did not answer with version {version}; it answered: {answer}</source>
        <translation>{command} wurde installiert, hat aber nicht mit Version {version} geantwortet; die Antwort war: {answer}</translation>
    </message>
    <message>
        <source>{file} from {host} is larger than it may be ({detail}).</source>
        <translation>{file} von {host} ist größer als erlaubt ({detail}).</translation>
    </message>
    <message>
        <source>{file} from {host} is not what was signed ({detail}).</source>
        <translation>{file} von {host} ist nicht das, was signiert wurde ({detail}).</translation>
    </message>
    <message>
        <source>{file} is not part of what the company signed for set-ups.</source>
        <translation>{file} gehört nicht zu dem, was die Firma für Einrichtungen signiert hat.</translation>
    </message>
    <message>
        <source>{host} accepts no event of this computer (answer {answer}).</source>
        <translation>{host} nimmt kein Ereignis dieses Computers an (Antwort {answer}).</translation>
    </message>
    <message>
        <source>{host} answered {status} for {file}.</source>
        <translation>{host} hat für {file} mit {status} geantwortet.</translation>
    </message>
    <message>
        <source>{host} did not accept your request for {tool} (answer {status}).</source>
        <translation>{host} hat Ihre Anfrage zu {tool} nicht angenommen (Antwort {status}).</translation>
    </message>
    <message>
        <source>{host} did not accept your request for {tool}.</source>
        <translation>{host} hat Ihre Anfrage für {tool} nicht angenommen.</translation>
    </message>
    <message>
        <source>{host} does not accept the events of this computer: its token is wrong or has ended (answer {answer}).</source>
        <translation>{host} nimmt die Ereignisse dieses Computers nicht an: Sein Token ist falsch oder abgelaufen (Antwort {answer}).</translation>
    </message>
    <message>
        <source>{host} does not know the enrolment code of this computer.</source>
        <translation>{host} kennt den Anmeldecode dieses Computers nicht.</translation>
    </message>
    <message>
        <source>{host} does not know this computer ({status} for {file}): its access token is missing or no longer valid.</source>
        <translation>{host} kennt diesen Computer nicht ({status} für {file}): Sein Zugriffstoken fehlt oder gilt nicht mehr.</translation>
    </message>
    <message>
        <source>{host} does not let this computer in ({status} for {file}).</source>
        <translation>{host} lässt diesen Computer nicht zu ({status} für {file}).</translation>
    </message>
    <message>
        <source>{host} has no {file} yet.</source>
        <translation>{host} hat noch kein {file}.</translation>
    </message>
    <message>
        <source>{host} knows a computer called {device} already.</source>
        <translation>{host} kennt bereits einen Computer namens {device}.</translation>
    </message>
    <message>
        <source>{host} offers an older policy than this computer has already seen ({detail}).</source>
        <translation>{host} bietet eine ältere Richtlinie an, als dieser Computer schon gesehen hat ({detail}).</translation>
    </message>
    <message>
        <source>{host} sent far more around {file} than belongs there.</source>
        <translation>{host} hat zu {file} weit mehr gesendet, als dazugehört.</translation>
    </message>
    <message>
        <source>{host} was too slow: {file} had not arrived when the time was up.</source>
        <translation>{host} war zu langsam: {file} war nicht rechtzeitig da.</translation>
    </message>
    <message>
        <source>{manager} cannot install {tool} on this computer: {detail}</source>
        <translation>{manager} kann {tool} auf diesem Computer nicht installieren: {detail}</translation>
    </message>
    <message>
        <source>{manager} could not install {tool} ({code}): {detail}</source>
        <translation>{manager} konnte {tool} nicht installieren ({code}): {detail}</translation>
    </message>
    <message>
        <source>{manager} could not remove {package} ({code}): {detail}</source>
        <translation>{manager} konnte {package} nicht entfernen ({code}): {detail}</translation>
    </message>
    <message>
        <source>{manager}, which installs {tool}, was not found on this computer.</source>
        <translation>{manager}, womit {tool} installiert wird, wurde auf diesem Computer nicht gefunden.</translation>
    </message>
    <message>
        <source>{path} belongs to another user of this computer and is not used.</source>
        <translation>{path} gehört einer anderen Person auf diesem Computer und wird nicht verwendet.</translation>
    </message>
    <message>
        <source>{path} cannot be read ({detail}).</source>
        <translation>{path} ist nicht lesbar ({detail}).</translation>
    </message>
    <message>
        <source>{path} cannot be read: {detail}.</source>
        <translation>{path} ist nicht lesbar: {detail}.</translation>
    </message>
    <message>
        <source>{path} cannot be written ({detail}).</source>
        <translation>{path} ist nicht beschreibbar ({detail}).</translation>
    </message>
    <message>
        <source>{path} cannot take the entries: {detail}.</source>
        <translation>{path} kann die Einträge nicht aufnehmen: {detail}.</translation>
    </message>
    <message>
        <source>{path} changed since you looked. Nothing was written.</source>
        <translation>{path} hat sich geändert, seit Sie es angesehen haben. Es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>{path} is already there and was not put there by Signpost.</source>
        <translation>{path} gibt es schon, und es stammt nicht von Signpost.</translation>
    </message>
    <message>
        <source>{path} is more than can come along: {detail}.</source>
        <translation>{path} ist mehr, als mitkommen kann: {detail}.</translation>
    </message>
    <message>
        <source>{path} is no project folder: {detail}.</source>
        <translation>{path} ist kein Projektordner: {detail}.</translation>
    </message>
    <message>
        <source>{path} is {detail} and was not touched.</source>
        <translation>{path} ist {detail} und wurde nicht angerührt.</translation>
    </message>
    <message>
        <source>{path} was left as it is: {detail}</source>
        <translation>{path} blieb, wie es ist: {detail}</translation>
    </message>
    <message>
        <source>{path} was written by a newer Signpost (format {found}, this one knows {known}).</source>
        <translation>{path} wurde von einem neueren Signpost geschrieben (Format {found}, dieses kennt {known}).</translation>
    </message>
    <message>
        <source>{path} was written by a newer Signpost. It is kept as {kept}, and a new one was begun.</source>
        <translation>{path} wurde von einem neueren Signpost geschrieben. Die Datei bleibt als {kept} erhalten, und eine neue wurde begonnen.</translation>
    </message>
    <message>
        <source>{todo}</source>
        <translation>{todo}</translation>
    </message>
    <message>
        <source>{tool} asked for its own set-up, which could go on for ever.</source>
        <translation>{tool} hat seine eigene Einrichtung angefordert; das könnte endlos so weitergehen.</translation>
    </message>
    <message>
        <source>{tool} cannot be rolled back to {version}: {detail}.</source>
        <translation>{tool} kann nicht auf {version} zurückgesetzt werden: {detail}.</translation>
    </message>
    <message>
        <source>{tool} cannot be set up on this computer. {reasons}</source>
        <translation>{tool} kann auf diesem Computer nicht eingerichtet werden. {reasons}</translation>
    </message>
    <message>
        <source>{tool} cannot be set up on this kind of computer ({system}).</source>
        <translation>{tool} kann auf dieser Art von Computer nicht eingerichtet werden ({system}).</translation>
    </message>
    <message>
        <source>{tool} is being set up already.</source>
        <translation>{tool} wird bereits eingerichtet.</translation>
    </message>
    <message>
        <source>{tool} needs {requirement}, which is not on this computer.</source>
        <translation>{tool} benötigt {requirement}, was auf diesem Computer fehlt.</translation>
    </message>
    <message>
        <source>{tool} was installed, but {command} is not there as it should be: {answer}</source>
        <translation>{tool} wurde installiert, aber {command} ist nicht so vorhanden, wie es sein soll: {answer}</translation>
    </message>
    <message>
        <source>{tool} was not finished: {manager} now has {package} {found}, which does not work as it should.</source>
        <translation>{tool} wurde nicht fertig: {manager} hat jetzt {package} {found}, was nicht so funktioniert, wie es soll.</translation>
    </message>
    <message>
        <source>{tool} was not set up by Signpost.</source>
        <translation>{tool} wurde nicht von Signpost eingerichtet.</translation>
    </message>
    <message>
        <source>{tool} {version} did not work as it should and was taken back ({answer}).</source>
        <translation>{tool} {version} hat nicht funktioniert, wie es soll, und wurde zurückgenommen ({answer}).</translation>
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
        <translation>Es gehört zum Python-Paket {package}.</translation>
    </message>
    <message>
        <source>It belongs to the editor extension {package}.</source>
        <translation>Es gehört zur Editor-Erweiterung {package}.</translation>
    </message>
    <message>
        <source>It belongs to the npm package {package}.</source>
        <translation>Es gehört zum npm-Paket {package}.</translation>
    </message>
    <message>
        <source>It belongs to the package {package}.</source>
        <translation>Es gehört zum Paket {package}.</translation>
    </message>
    <message>
        <source>It is installed at {path}.</source>
        <translation>Es ist unter {path} installiert.</translation>
    </message>
    <message>
        <source>It was started by {program}.</source>
        <translation>Es wurde von {program} gestartet.</translation>
    </message>
    <message>
        <source>It was started with the variable {name}.</source>
        <translation>Es wurde mit der Variable {name} gestartet.</translation>
    </message>
    <message>
        <source>Its file is byte for byte one the policy lists ({digest}…).</source>
        <translation>Seine Datei ist Byte für Byte eine, die die Richtlinie aufführt ({digest}…).</translation>
    </message>
    <message>
        <source>Its file is called {name}.</source>
        <translation>Seine Datei heißt {name}.</translation>
    </message>
    <message>
        <source>Its file is signed by {signer}.</source>
        <translation>Seine Datei ist von {signer} signiert.</translation>
    </message>
    <message>
        <source>Its file is {path}.</source>
        <translation>Seine Datei ist {path}.</translation>
    </message>
    <message>
        <source>Its file names itself {marker}.</source>
        <translation>Seine Datei nennt sich selbst {marker}.</translation>
    </message>
    <message>
        <source>The policy&apos;s rule for this is {rule}.</source>
        <translation>Die Regel der Richtlinie dafür ist {rule}.</translation>
    </message>
    <message>
        <source>The program that started is {path}.</source>
        <translation>Gestartet wurde das Programm {path}.</translation>
    </message>
</context>
<context>
    <name>ledger</name>
    <message>
        <source>Alert: {tool}</source>
        <translation>Hinweis: {tool}</translation>
    </message>
    <message>
        <source>Alerts were put together into one</source>
        <translation>Mehrere Hinweise wurden zu einem zusammengefasst</translation>
    </message>
    <message>
        <source>Asked to close, and did: {tool}</source>
        <translation>Zum Schließen aufgefordert, geschlossen: {tool}</translation>
    </message>
    <message>
        <source>Asked to close, and still runs: {tool}</source>
        <translation>Zum Schließen aufgefordert, läuft noch: {tool}</translation>
    </message>
    <message>
        <source>Back to the version before: {tool}</source>
        <translation>Zurück zur vorigen Version: {tool}</translation>
    </message>
    <message>
        <source>Could not be removed: {tool}</source>
        <translation>Konnte nicht entfernt werden: {tool}</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>Verworfen</translation>
    </message>
    <message>
        <source>Every record in full, before you have to ask.</source>
        <translation>Jeder Eintrag im vollen Wortlaut, ohne dass Sie fragen müssen.</translation>
    </message>
    <message>
        <source>Exception asked for: {tool}</source>
        <translation>Ausnahme angefragt: {tool}</translation>
    </message>
    <message>
        <source>Exception in force: {tool}</source>
        <translation>Ausnahme gilt: {tool}</translation>
    </message>
    <message>
        <source>Exception over: {tool}</source>
        <translation>Ausnahme beendet: {tool}</translation>
    </message>
    <message>
        <source>Found installed: {tool}</source>
        <translation>Installiert gefunden: {tool}</translation>
    </message>
    <message>
        <source>It could not be sent for so long that the room for waiting records was full.</source>
        <translation>Er konnte so lange nicht gesendet werden, dass der Platz für wartende Einträge voll war.</translation>
    </message>
    <message>
        <source>It is sent as soon as the receiver can be reached.</source>
        <translation>Wird gesendet, sobald der Empfänger erreichbar ist.</translation>
    </message>
    <message>
        <source>It was not sent: your company&apos;s address for requests changed.</source>
        <translation>Sie wurde nicht gesendet: Die Adresse Ihrer Firma für Anfragen hat sich geändert.</translation>
    </message>
    <message>
        <source>No file names, commands or prompts are ever in here.</source>
        <translation>Dateinamen, Befehle oder Prompts stehen hier nie.</translation>
    </message>
    <message>
        <source>No longer installed: {tool}</source>
        <translation>Nicht mehr installiert: {tool}</translation>
    </message>
    <message>
        <source>Prompts and passwords are left out.</source>
        <translation>Prompts und Passwörter sind ausgelassen.</translation>
    </message>
    <message>
        <source>Record of class {number}</source>
        <translation>Eintrag der Klasse {number}</translation>
    </message>
    <message>
        <source>Removed: {tool}</source>
        <translation>Entfernt: {tool}</translation>
    </message>
    <message>
        <source>Request taken back: {tool}</source>
        <translation>Anfrage zurückgezogen: {tool}</translation>
    </message>
    <message>
        <source>Search records</source>
        <translation>Einträge durchsuchen</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>Set-up finished: {tool}</source>
        <translation>Einrichtung fertig: {tool}</translation>
    </message>
    <message>
        <source>Set-up stopped: {tool}</source>
        <translation>Einrichtung abgebrochen: {tool}</translation>
    </message>
    <message>
        <source>Signpost began anew to watch</source>
        <translation>Signpost beobachtet wieder neu</translation>
    </message>
    <message>
        <source>Something went wrong in Signpost</source>
        <translation>In Signpost ging etwas schief</translation>
    </message>
    <message>
        <source>The policy does not ask for events, so it stays here.</source>
        <translation>Die Richtlinie verlangt keine Ereignisse, also bleibt es hier.</translation>
    </message>
    <message>
        <source>The policy does not ask for records of this kind.</source>
        <translation>Die Richtlinie fragt nicht nach Einträgen dieser Art.</translation>
    </message>
    <message>
        <source>The policy no longer asks for it.</source>
        <translation>Die Richtlinie fragt nicht mehr danach.</translation>
    </message>
    <message>
        <source>The receiver did not accept it.</source>
        <translation>Der Empfänger hat es nicht angenommen.</translation>
    </message>
    <message>
        <source>The receiver took it among others, of which it rejected some.</source>
        <translation>Der Empfänger nahm ihn mit anderen an, von denen er einige ablehnte.</translation>
    </message>
    <message>
        <source>There are no records yet. One is written when a tool of your policy starts.</source>
        <translation>Es gibt noch keine Einträge. Einer entsteht, wenn ein Tool Ihrer Richtlinie startet.</translation>
    </message>
    <message>
        <source>Update finished: {tool}</source>
        <translation>Aktualisierung fertig: {tool}</translation>
    </message>
    <message>
        <source>Update stopped: {tool}</source>
        <translation>Aktualisierung abgebrochen: {tool}</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Withheld</source>
        <translation>Zurückgehalten</translation>
    </message>
    <message>
        <source>You sent it yourself, with your mail program.</source>
        <translation>Sie haben es selbst mit Ihrem Mailprogramm gesendet.</translation>
    </message>
    <message>
        <source>You took it back before it was sent.</source>
        <translation>Sie haben es vor dem Senden zurückgezogen.</translation>
    </message>
    <message>
        <source>Your company has this added: {things}.</source>
        <translation>Ihre Firma lässt hinzufügen: {things}.</translation>
    </message>
</context>
<context>
    <name>notification</name>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>To cancel it, open Signpost.</source>
        <translation>Zum Abbrechen Signpost öffnen.</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Warum?</translation>
    </message>
</context>
<context>
    <name>pause</name>
    <message>
        <source>1 more tool was noticed</source>
        <translation>1 weiteres Tool wurde bemerkt</translation>
    </message>
    <message>
        <source>If so many alerts look wrong to you, tell your IT.</source>
        <translation>Wenn Ihnen so viele Hinweise falsch vorkommen, sagen Sie Ihrer IT Bescheid.</translation>
    </message>
    <message numerus="yes">
        <source>More than {most} alerts came within an hour. This one now stands for the rest.</source>
        <translation>
            <numerusform>Innerhalb einer Stunde kam mehr als {most} Hinweis. Dieser steht nun für die übrigen.</numerusform>
            <numerusform>Innerhalb einer Stunde kamen mehr als {most} Hinweise. Dieser steht nun für die übrigen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was closed. Alerts resume at {time}, or with your company&apos;s next policy.</source>
        <translation>Es wurde nichts beendet. Hinweise kommen wieder ab {time} oder mit der nächsten Richtlinie Ihrer Firma.</translation>
    </message>
    <message>
        <source>Signpost has paused alerts</source>
        <translation>Signpost hat die Hinweise angehalten</translation>
    </message>
    <message>
        <source>Unsure?</source>
        <translation>Unsicher?</translation>
    </message>
    <message>
        <source>Which tools?</source>
        <translation>Welche Tools?</translation>
    </message>
    <message numerus="yes">
        <source>{count} more tools were noticed</source>
        <translation>
            <numerusform>{count} weiteres Tool wurde bemerkt</numerusform>
            <numerusform>{count} weitere Tools wurden bemerkt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{tool}, {count} times</source>
        <translation>
            <numerusform>{tool}, {count} Mal</numerusform>
            <numerusform>{tool}, {count} Mal</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>policy</name>
    <message>
        <source>Instead</source>
        <translation>Stattdessen</translation>
    </message>
    <message numerus="yes">
        <source>It is asked to close {count} minutes after you saw the alert.</source>
        <translation>
            <numerusform>Es wird {count} Minute nach dem Hinweis gebeten, sich zu schließen.</numerusform>
            <numerusform>Es wird {count} Minuten nach dem Hinweis gebeten, sich zu schließen.</numerusform>
        </translation>
    </message>
    <message>
        <source>It says nothing to you.</source>
        <translation>Für Sie steht nichts darin.</translation>
    </message>
    <message>
        <source>Search the policy</source>
        <translation>Richtlinie durchsuchen</translation>
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
        <translation>Genau das hier Aufgeführte wird entfernt und sonst nichts.</translation>
    </message>
    <message>
        <source>It belongs to the machine. Your IT can remove it.</source>
        <translation>Es gehört zum Computer selbst. Ihre IT kann es entfernen.</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Looking for what belongs to {tool}</source>
        <translation>Es wird gesucht, was zu {tool} gehört</translation>
    </message>
    <message>
        <source>Nothing is changed by looking.</source>
        <translation>Das Suchen ändert nichts.</translation>
    </message>
    <message>
        <source>Nothing of {tool} can be removed here</source>
        <translation>Hier lässt sich nichts von {tool} entfernen</translation>
    </message>
    <message>
        <source>Remove what is listed</source>
        <translation>Aufgeführtes entfernen</translation>
    </message>
    <message>
        <source>Remove {tool}</source>
        <translation>{tool} entfernen</translation>
    </message>
    <message>
        <source>Remove {tool} from this computer?</source>
        <translation>{tool} von diesem Computer entfernen?</translation>
    </message>
    <message>
        <source>Signpost set it up. Remove it under Approved tools.</source>
        <translation>Signpost hat es eingerichtet. Entfernen Sie es unter „Freigegebene Tools“.</translation>
    </message>
    <message>
        <source>The program that installed it has to remove it.</source>
        <translation>Das Programm, das es installiert hat, muss es entfernen.</translation>
    </message>
    <message>
        <source>This goes</source>
        <translation>Das wird entfernt</translation>
    </message>
    <message>
        <source>This stays</source>
        <translation>Das bleibt</translation>
    </message>
    <message>
        <source>What belongs to it is not known exactly.</source>
        <translation>Was dazugehört, ist nicht genau bekannt.</translation>
    </message>
    <message>
        <source>Your IT can help with what is left.</source>
        <translation>Bei dem, was noch da ist, hilft Ihnen die IT.</translation>
    </message>
    <message>
        <source>Your company made an exception: you may use it until {day}.</source>
        <translation>Ihre Firma hat eine Ausnahme gemacht: Sie dürfen es bis {day} verwenden.</translation>
    </message>
    <message>
        <source>Your settings and history of {tool} stay as they are.</source>
        <translation>Ihre Einstellungen und Ihr Verlauf von {tool} bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>{tool} is being removed</source>
        <translation>{tool} wird entfernt</translation>
    </message>
    <message>
        <source>{tool} is gone</source>
        <translation>{tool} ist entfernt</translation>
    </message>
    <message>
        <source>{tool} was not removed</source>
        <translation>{tool} wurde nicht entfernt</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>A line in the terminal</source>
        <translation>Eine Zeile im Terminal</translation>
    </message>
    <message>
        <source>Alerts wait until they are over, but never past the day a tool goes off limits.</source>
        <translation>Hinweise warten, bis sie vorbei sind, doch nie über den Tag hinaus, ab dem ein Tool nicht mehr erlaubt ist.</translation>
    </message>
    <message>
        <source>All that is kept about you</source>
        <translation>Alles, was über Sie aufbewahrt wird</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Diagnostics for IT</source>
        <translation>Diagnose für die IT</translation>
    </message>
    <message>
        <source>Every day</source>
        <translation>Jeden Tag</translation>
    </message>
    <message>
        <source>For tools off limits that start where no card can be shown, such as over SSH. Takes effect when Signpost next starts.</source>
        <translation>Für nicht erlaubte Tools, die starten, wo keine Karte gezeigt werden kann, etwa über SSH. Gilt ab dem nächsten Start von Signpost.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Monday to Friday</source>
        <translation>Montag bis Freitag</translation>
    </message>
    <message>
        <source>On</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Otherwise you hear of changes only after you open Signpost.</source>
        <translation>Sonst erfahren Sie von Änderungen erst, nachdem Sie Signpost geöffnet haben.</translation>
    </message>
    <message>
        <source>Packages from</source>
        <translation>Pakete von</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>Quiet times</source>
        <translation>Ruhezeiten</translation>
    </message>
    <message>
        <source>Records, activity, requests and the log as one file, to read or to take along. Nothing is sent.</source>
        <translation>Aufzeichnungen, Aktivität, Anfragen und das Protokoll als eine Datei, zum Lesen oder Mitnehmen. Nichts wird gesendet.</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>Speichern unter</translation>
    </message>
    <message>
        <source>Set by your company</source>
        <translation>Von Ihrer Firma festgelegt</translation>
    </message>
    <message>
        <source>Start when I log in</source>
        <translation>Beim Anmelden starten</translation>
    </message>
    <message>
        <source>Unexpected ends of Signpost: {count}, the last on {day}. The reports stay on this computer.</source>
        <translation>Unerwartete Abbrüche von Signpost: {count}, zuletzt am {day}. Die Berichte bleiben auf diesem Computer.</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Versions, settings, a check-up, the log and crash reports, as a file you can read first. Passwords, your name and your home folder are left out. Nothing is sent.</source>
        <translation>Versionen, Einstellungen, eine Prüfung, das Protokoll und Absturzberichte als Datei, die Sie zuerst lesen können. Passwörter, Ihr Name und Ihr persönlicher Ordner bleiben außen vor. Nichts wird gesendet.</translation>
    </message>
    <message>
        <source>What you change here applies at once.</source>
        <translation>Was Sie hier ändern, gilt sofort.</translation>
    </message>
    <message>
        <source>Your company&apos;s own texts appear in the languages it wrote them in.</source>
        <translation>Die Texte Ihrer Firma erscheinen in den Sprachen, in denen sie geschrieben sind.</translation>
    </message>
</context>
<context>
    <name>setup</name>
    <message>
        <source>A few seconds left</source>
        <translation>Noch ein paar Sekunden</translation>
    </message>
    <message>
        <source>About a minute left</source>
        <translation>Noch etwa eine Minute</translation>
    </message>
    <message numerus="yes">
        <source>About {count} minutes left</source>
        <translation>
            <numerusform>Noch etwa {count} Minute</numerusform>
            <numerusform>Noch etwa {count} Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>About {count} seconds left</source>
        <translation>
            <numerusform>Noch etwa {count} Sekunde</numerusform>
            <numerusform>Noch etwa {count} Sekunden</numerusform>
        </translation>
    </message>
    <message>
        <source>Add these lines</source>
        <translation>Zeilen einfügen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Cancelling</source>
        <translation>Wird abgebrochen</translation>
    </message>
    <message>
        <source>Carrying your settings over</source>
        <translation>Ihre Einstellungen werden übernommen</translation>
    </message>
    <message>
        <source>Check space and what is here already</source>
        <translation>Platz und Vorhandenes prüfen</translation>
    </message>
    <message>
        <source>Check that it starts</source>
        <translation>Prüfen, ob es startet</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>Wird geprüft</translation>
    </message>
    <message>
        <source>Checking that it starts</source>
        <translation>Prüft, ob es startet</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Closing this card does not stop it.</source>
        <translation>Auch wenn Sie diese Karte schließen, läuft es weiter.</translation>
    </message>
    <message>
        <source>Compare with what your company approved</source>
        <translation>Mit der Freigabe Ihrer Firma vergleichen</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>Wird verglichen</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Details for IT</source>
        <translation>Einzelheiten für die IT</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Herunterladen</translation>
    </message>
    <message>
        <source>Downloading</source>
        <translation>Wird geladen</translation>
    </message>
    <message>
        <source>Getting ready</source>
        <translation>Wird vorbereitet</translation>
    </message>
    <message>
        <source>Install</source>
        <translation>Installieren</translation>
    </message>
    <message>
        <source>Install for the whole computer; an administrator&apos;s password is asked for</source>
        <translation>Für den ganzen Computer installieren; nach dem Passwort eines Administrators wird gefragt</translation>
    </message>
    <message>
        <source>Install for you only, no password needed</source>
        <translation>Nur für Sie installieren, ohne Passwort</translation>
    </message>
    <message>
        <source>Installing</source>
        <translation>Wird installiert</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Nicht jetzt</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>Entfernt</translation>
    </message>
    <message>
        <source>Set-up</source>
        <translation>Einrichtung</translation>
    </message>
    <message>
        <source>Setting up</source>
        <translation>Wird eingerichtet</translation>
    </message>
    <message>
        <source>Setting up {tool}</source>
        <translation>{tool} wird eingerichtet</translation>
    </message>
    <message>
        <source>Signpost can add these lines to {file}. You can undo it here.</source>
        <translation>Signpost kann diese Zeilen in {file} einfügen. Hier können Sie das rückgängig machen.</translation>
    </message>
    <message>
        <source>Something needs attention</source>
        <translation>Etwas braucht Ihre Aufmerksamkeit</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Terminals do not find it yet</source>
        <translation>Terminals finden es noch nicht</translation>
    </message>
    <message>
        <source>Terminals find it now</source>
        <translation>Terminals finden es jetzt</translation>
    </message>
    <message>
        <source>The command that starts it:</source>
        <translation>Der Befehl, der es startet:</translation>
    </message>
    <message>
        <source>There is no way back to version {version}: {reason}.</source>
        <translation>Zu Version {version} führt kein Weg zurück: {reason}.</translation>
    </message>
    <message>
        <source>These lines were added to {file}:</source>
        <translation>Diese Zeilen wurden in {file} eingefügt:</translation>
    </message>
    <message>
        <source>To start it, type this in a new terminal:</source>
        <translation>Zum Starten in ein neues Terminal eingeben:</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Version {version} is kept. Approved tools has the way back to it.</source>
        <translation>Version {version} bleibt aufbewahrt. Unter „Freigegebene Tools“ führt der Weg zu ihr zurück.</translation>
    </message>
    <message>
        <source>Version {version}, installed for the whole computer.</source>
        <translation>Version {version}, für den ganzen Computer installiert.</translation>
    </message>
    <message>
        <source>Version {version}, installed for you only.</source>
        <translation>Version {version}, nur für Sie installiert.</translation>
    </message>
    <message>
        <source>Waits for {tools}</source>
        <translation>Wartet auf {tools}</translation>
    </message>
    <message>
        <source>You can keep working. This runs on its own.</source>
        <translation>Arbeiten Sie ruhig weiter. Das läuft von allein.</translation>
    </message>
    <message>
        <source>it came from a page, not from Signpost</source>
        <translation>es kam von einer Seite, nicht von Signpost</translation>
    </message>
    <message>
        <source>its package manager installs only the version it has now</source>
        <translation>sein Paketverwalter installiert nur die Version, die er jetzt hat</translation>
    </message>
    <message>
        <source>packages for the whole computer only go forward</source>
        <translation>Pakete für den ganzen Computer gehen nur vorwärts</translation>
    </message>
    <message>
        <source>what it was installed from was not kept</source>
        <translation>woraus es installiert wurde, ist nicht aufbewahrt</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} von {total}</translation>
    </message>
    <message>
        <source>{tool} is ready</source>
        <translation>{tool} ist bereit</translation>
    </message>
    <message>
        <source>{tool} was not set up</source>
        <translation>{tool} wurde nicht eingerichtet</translation>
    </message>
</context>
<context>
    <name>snooze</name>
    <message>
        <source>For 1 hour</source>
        <translation>1 Stunde lang</translation>
    </message>
    <message>
        <source>For today</source>
        <translation>Für heute</translation>
    </message>
    <message>
        <source>Nothing was closed.</source>
        <translation>Es wurde nichts beendet.</translation>
    </message>
    <message>
        <source>Quiet about {tool}</source>
        <translation>Ruhe zu {tool}</translation>
    </message>
    <message>
        <source>Quiet about {tool} until {moment}: undo</source>
        <translation>Ruhe zu {tool} bis {moment}: rückgängig</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Until it is off limits</source>
        <translation>Bis es nicht mehr erlaubt ist</translation>
    </message>
    <message>
        <source>Until {day}</source>
        <translation>Bis {day}</translation>
    </message>
    <message>
        <source>Until {moment}.</source>
        <translation>Bis {moment}.</translation>
    </message>
    <message>
        <source>You hear of it again when the date comes.</source>
        <translation>Zum Stichtag hören Sie wieder davon.</translation>
    </message>
    <message>
        <source>{day}, {time}</source>
        <translation>{day}, {time}</translation>
    </message>
</context>
<context>
    <name>told</name>
    <message>
        <source>A request for an exception goes out when you send it.</source>
        <translation>Eine Anfrage nach einer Ausnahme geht hinaus, wenn Sie sie senden.</translation>
    </message>
    <message>
        <source>It is not told</source>
        <translation>Sie erfährt nicht</translation>
    </message>
    <message>
        <source>It is not told: {things}.</source>
        <translation>Sie erfährt nicht: {things}.</translation>
    </message>
    <message numerus="yes">
        <source>Records go to {host}, and stay on this computer for {count} days.</source>
        <translation>
            <numerusform>Einträge gehen an {host} und bleiben {count} Tag auf diesem Computer.</numerusform>
            <numerusform>Einträge gehen an {host} und bleiben {count} Tage auf diesem Computer.</numerusform>
        </translation>
    </message>
    <message>
        <source>Your company is told</source>
        <translation>Ihre Firma erfährt</translation>
    </message>
    <message>
        <source>Your company is told none of this.</source>
        <translation>Ihre Firma erfährt nichts davon.</translation>
    </message>
    <message>
        <source>Your company is told: {things}.</source>
        <translation>Ihre Firma erfährt: {things}.</translation>
    </message>
    <message>
        <source>exceptions</source>
        <translation>Ausnahmen</translation>
    </message>
    <message>
        <source>faults of Signpost</source>
        <translation>Fehler von Signpost</translation>
    </message>
    <message>
        <source>installed tools off limits</source>
        <translation>installierte nicht erlaubte Tools</translation>
    </message>
    <message>
        <source>other programs</source>
        <translation>andere Programme</translation>
    </message>
    <message>
        <source>set-ups and removals</source>
        <translation>Einrichtungen und Entfernungen</translation>
    </message>
    <message>
        <source>starts of tools off limits</source>
        <translation>Starts nicht erlaubter Tools</translation>
    </message>
    <message>
        <source>the commands they start with</source>
        <translation>die Befehle, mit denen sie starten</translation>
    </message>
    <message>
        <source>this computer&apos;s name</source>
        <translation>der Name dieses Computers</translation>
    </message>
    <message>
        <source>what you type or work on</source>
        <translation>was Sie tippen oder woran Sie arbeiten</translation>
    </message>
    <message>
        <source>where files are</source>
        <translation>wo Dateien liegen</translation>
    </message>
    <message>
        <source>your account&apos;s name</source>
        <translation>der Name Ihres Kontos</translation>
    </message>
</context>
<context>
    <name>tray</name>
    <message>
        <source>Checked at {time}</source>
        <translation>Geprüft um {time}</translation>
    </message>
    <message>
        <source>Looking for your company&apos;s policy</source>
        <translation>Die Richtlinie Ihrer Firma wird geholt</translation>
    </message>
    <message>
        <source>No policy yet</source>
        <translation>Noch keine Richtlinie</translation>
    </message>
    <message>
        <source>Offline since {time}. The policy of {day} still applies.</source>
        <translation>Offline seit {time}. Die Richtlinie vom {day} gilt weiter.</translation>
    </message>
    <message>
        <source>Open Signpost</source>
        <translation>Signpost öffnen</translation>
    </message>
    <message>
        <source>Policy of {company}, {day}</source>
        <translation>Richtlinie von {company}, {day}</translation>
    </message>
    <message>
        <source>Quit Signpost</source>
        <translation>Signpost beenden</translation>
    </message>
    <message>
        <source>Show last alert</source>
        <translation>Letzten Hinweis anzeigen</translation>
    </message>
    <message>
        <source>Some launches may have been missed at {time}</source>
        <translation>Um {time} sind vielleicht Programmstarts entgangen</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>Jetzt abgleichen</translation>
    </message>
</context>
<context>
    <name>welcome</name>
    <message>
        <source>All that IT gets is listed under What IT sees.</source>
        <translation>Alles, was die IT bekommt, steht unter „Was die IT sieht“.</translation>
    </message>
    <message>
        <source>Get started</source>
        <translation>Los geht’s</translation>
    </message>
    <message>
        <source>It points the way when a tool changes at {company}.</source>
        <translation>Es zeigt den Weg, wenn bei {company} ein Tool wechselt.</translation>
    </message>
    <message>
        <source>Keeps no secrets from you</source>
        <translation>Hat keine Geheimnisse vor Ihnen</translation>
    </message>
    <message>
        <source>Never looks at your work</source>
        <translation>Schaut nie auf Ihre Arbeit</translation>
    </message>
    <message>
        <source>No documents, prompts, screen, keystrokes or browsing.</source>
        <translation>Keine Dokumente, Prompts, Bildschirminhalte, Tastatureingaben oder Webseiten.</translation>
    </message>
    <message>
        <source>Notices which programs start</source>
        <translation>Bemerkt, welche Programme starten</translation>
    </message>
    <message>
        <source>Reads how each was started, only to tell what it is.</source>
        <translation>Liest, wie sie gestartet wurden, nur um zu erkennen, was es ist.</translation>
    </message>
    <message>
        <source>Shows the way forward</source>
        <translation>Zeigt den Weg nach vorn</translation>
    </message>
    <message>
        <source>The approved tool in one click, for you only.</source>
        <translation>Das freigegebene Tool mit einem Klick, nur für Sie.</translation>
    </message>
    <message>
        <source>Welcome to Signpost</source>
        <translation>Willkommen bei Signpost</translation>
    </message>
</context>
<context>
    <name>window</name>
    <message>
        <source>About</source>
        <translation>Info</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Aktivität</translation>
    </message>
    <message>
        <source>All in order</source>
        <translation>Alles in Ordnung</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>Freigegeben</translation>
    </message>
    <message>
        <source>Approved tools</source>
        <translation>Freigegebene Tools</translation>
    </message>
    <message>
        <source>Checked a minute ago</source>
        <translation>Vor einer Minute geprüft</translation>
    </message>
    <message>
        <source>Checked just now</source>
        <translation>Gerade eben geprüft</translation>
    </message>
    <message numerus="yes">
        <source>Checked {count} minutes ago</source>
        <translation>
            <numerusform>Vor {count} Minute geprüft</numerusform>
            <numerusform>Vor {count} Minuten geprüft</numerusform>
        </translation>
    </message>
    <message>
        <source>Checked: {time}</source>
        <translation>Geprüft: {time}</translation>
    </message>
    <message>
        <source>Condition: {condition}</source>
        <translation>Auflage: {condition}</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Everything else on this computer is in order.</source>
        <translation>Alles andere auf diesem Computer ist in Ordnung.</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Found on this computer</source>
        <translation>Auf diesem Computer gefunden</translation>
    </message>
    <message>
        <source>Last contact: {time}.</source>
        <translation>Letzter Kontakt: {time}.</translation>
    </message>
    <message>
        <source>Last looked at {time}</source>
        <translation>Zuletzt nachgesehen: {time}</translation>
    </message>
    <message>
        <source>Looking around</source>
        <translation>Es wird nachgesehen</translation>
    </message>
    <message>
        <source>Next: {tool}, on {day}.</source>
        <translation>Als Nächstes: {tool}, am {day}.</translation>
    </message>
    <message>
        <source>No policy yet</source>
        <translation>Noch keine Richtlinie</translation>
    </message>
    <message>
        <source>None of the tools your policy speaks of.</source>
        <translation>Keines der Tools, von denen Ihre Richtlinie spricht.</translation>
    </message>
    <message>
        <source>Nothing applies yet</source>
        <translation>Noch gilt nichts</translation>
    </message>
    <message>
        <source>Nothing here asks for your attention.</source>
        <translation>Hier braucht nichts Ihre Aufmerksamkeit.</translation>
    </message>
    <message>
        <source>Nothing matches.</source>
        <translation>Keine Treffer.</translation>
    </message>
    <message>
        <source>Off limits</source>
        <translation>Nicht erlaubt</translation>
    </message>
    <message>
        <source>Offline, last policy still applies</source>
        <translation>Offline, die letzte Richtlinie gilt weiter</translation>
    </message>
    <message>
        <source>Once your company&apos;s policy is here, this page says what applies to you and which of its tools are on this computer. Until then no alerts are shown.</source>
        <translation>Sobald die Richtlinie Ihrer Firma da ist, steht hier, was für Sie gilt und welche ihrer Tools auf diesem Computer sind. Bis dahin kommen keine Hinweise.</translation>
    </message>
    <message>
        <source>One thing to sort out</source>
        <translation>Eine Sache ist zu klären</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Policy in force</source>
        <translation>Geltende Richtlinie</translation>
    </message>
    <message>
        <source>Published by {sender} on {day}. Kept from before; its signature is being checked.</source>
        <translation>Veröffentlicht von {sender} am {day}. Von früher aufbewahrt; die Signatur wird gerade geprüft.</translation>
    </message>
    <message>
        <source>Published by {sender} on {day}. Signature checked.</source>
        <translation>Veröffentlicht von {sender} am {day}. Signatur geprüft.</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>See the full policy</source>
        <translation>Ganze Richtlinie ansehen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Soon off limits</source>
        <translation>Bald nicht erlaubt</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>Jetzt abgleichen</translation>
    </message>
    <message>
        <source>The full policy</source>
        <translation>Die ganze Richtlinie</translation>
    </message>
    <message>
        <source>The last policy still applies</source>
        <translation>Die letzte Richtlinie gilt weiter</translation>
    </message>
    <message>
        <source>This computer gets it early, with the roll-out {name}.</source>
        <translation>Dieser Computer bekommt sie vorab, mit der Einführung {name}.</translation>
    </message>
    <message>
        <source>This takes a moment.</source>
        <translation>Das dauert einen Moment.</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Was started here.</source>
        <translation>Wurde hier gestartet.</translation>
    </message>
    <message>
        <source>What IT sees</source>
        <translation>Was die IT sieht</translation>
    </message>
    <message>
        <source>What applies to you</source>
        <translation>Was für Sie gilt</translation>
    </message>
    <message>
        <source>With conditions</source>
        <translation>Mit Auflagen</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>Your IT can tell you what to use instead.</source>
        <translation>Ihre IT sagt Ihnen, was Sie stattdessen nutzen können.</translation>
    </message>
    <message>
        <source>Your exception</source>
        <translation>Ihre Ausnahme</translation>
    </message>
    <message>
        <source>Your exception: {tools}.</source>
        <translation>Ihre Ausnahme: {tools}.</translation>
    </message>
    <message>
        <source>approved</source>
        <translation>freigegeben</translation>
    </message>
    <message>
        <source>by exception</source>
        <translation>als Ausnahme</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>off limits</source>
        <translation>nicht erlaubt</translation>
    </message>
    <message>
        <source>soon off limits</source>
        <translation>bald nicht erlaubt</translation>
    </message>
    <message>
        <source>with conditions</source>
        <translation>mit Auflagen</translation>
    </message>
    <message>
        <source>{checked}, next in a minute</source>
        <translation>{checked}, nächste in einer Minute</translation>
    </message>
    <message numerus="yes">
        <source>{checked}, next in {count} min</source>
        <translation>
            <numerusform>{checked}, nächste in {count} Min.</numerusform>
            <numerusform>{checked}, nächste in {count} Min.</numerusform>
        </translation>
    </message>
    <message>
        <source>{company} tool policy, version {version}</source>
        <translation>Tool-Richtlinie von {company}, Version {version}</translation>
    </message>
    <message numerus="yes">
        <source>{count} of its rules need a newer Signpost and are left out.</source>
        <translation>
            <numerusform>{count} ihrer Regeln braucht ein neueres Signpost und ist ausgelassen.</numerusform>
            <numerusform>{count} ihrer Regeln brauchen ein neueres Signpost und sind ausgelassen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} things to sort out</source>
        <translation>
            <numerusform>{count} Sache ist zu klären</numerusform>
            <numerusform>{count} Dinge sind zu klären</numerusform>
        </translation>
    </message>
    <message>
        <source>{other} does the same job here.</source>
        <translation>{other} erledigt hier dasselbe.</translation>
    </message>
    <message>
        <source>{other} is being set up.</source>
        <translation>{other} wird eingerichtet.</translation>
    </message>
    <message>
        <source>{other} is ready in its place. You can remove {tool} when it suits you.</source>
        <translation>{other} steht an seiner Stelle bereit. Sie können {tool} entfernen, wann es Ihnen passt.</translation>
    </message>
    <message numerus="yes">
        <source>{path} and {count} more</source>
        <translation>
            <numerusform>{path} und {count} weiterer Ort</numerusform>
            <numerusform>{path} und {count} weitere Orte</numerusform>
        </translation>
    </message>
    <message>
        <source>{tool} goes off limits on {day}</source>
        <translation>{tool} ist ab {day} nicht mehr erlaubt</translation>
    </message>
    <message>
        <source>{tool} has been off limits since {day}</source>
        <translation>{tool} ist seit {day} nicht mehr erlaubt</translation>
    </message>
    <message>
        <source>{tool} is off limits</source>
        <translation>{tool} ist nicht mehr erlaubt</translation>
    </message>
</context>
</TS>
