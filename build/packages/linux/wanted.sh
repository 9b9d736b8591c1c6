#!/bin/sh
# wanted: exits with 0 where Signpost is to start at login. The person did not turn that off (Settings writes it into
# their own autostart entry, which systemd does not read), and no agent of theirs runs: of systemd and the desktop,
# whichever comes first wins, quietly.
own=${XDG_CONFIG_HOME:-$HOME/.config}/autostart/signpost.desktop
[ -f "$own" ] && grep -qx -e 'Hidden=true' -e 'X-GNOME-Autostart-enabled=false' "$own" && exit 1
runtime=${XDG_STATE_HOME:-$HOME/.local/state}/signpost/run
[ -n "$XDG_RUNTIME_DIR" ] && runtime=$XDG_RUNTIME_DIR/signpost
[ -f "$runtime/agent.lock" ] || exit 0
exec flock --shared --nonblock "$runtime/agent.lock" true
