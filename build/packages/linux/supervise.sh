#!/bin/sh
# Keeps Signpost running in a session that systemd does not manage: started anew after a fault, later each time.
# With systemd the unit signpost.service does that (Restart=on-failure).
systemctl --user --quiet is-active graphical-session.target 2>/dev/null && exit 0
/usr/lib/signpost/wanted || exit 0
wait=2
while [ "$wait" -le 600 ]; do
	began=$(date +%s)
	/usr/bin/signpost run
	code=$?
	# 0 it was quit, 1 it says why, 2 a wrong command line, 129, 130 and 143 it was ended: all of these are meant
	case $code in 0 | 1 | 2 | 129 | 130 | 143) exit "$code" ;; esac
	[ $(($(date +%s) - began)) -gt 600 ] && wait=2
	sleep "$wait"
	wait=$((wait * 3))
done
exit "$code"
