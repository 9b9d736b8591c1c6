#!/bin/sh
# Takes Signpost off this Mac: the agent, the program, the machine's configuration and what the helper kept. What
# lies in people's own folders is theirs and stays. Run with sudo; nothing is left to undo.
PATH=/usr/bin:/bin:/usr/sbin:/sbin
export PATH

if [ "$(id -u)" -ne 0 ]; then
	echo "This needs root's rights. Run: sudo '@STATE@/uninstall'" >&2
	exit 1
fi
for session in $(dscl . -list /Users UniqueID | awk '$2 >= 500 { print $2 }'); do
	launchctl bootout "gui/$session/@LABEL@" 2>/dev/null || continue
done
rm -rf "@APP@" "@STATE@"
rm -f "@AGENT@" /usr/local/share/zsh/site-functions/_signpost
if [ -L /usr/local/bin/signpost ]; then rm -f /usr/local/bin/signpost; fi
pkgutil --forget "@IDENTIFIER@" >/dev/null 2>&1 || true
echo "Signpost is removed."
