"""What the watcher is measured with, and beside: launchers in C, a plain netlink watcher in C, psutil.

Each rival writes the lines of tests/watch/driver.py as far as the bench reads them, and ends with standard input.
"""

import shutil
import subprocess
from pathlib import Path

_LAUNCHER = r"""
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>
int main(int argc, char **argv) {  /* launcher PROGRAM MILLISECONDS COUNT GAP_MICROSECONDS */
    struct timespec now, next;
    char tag[64];
    signal(SIGCHLD, SIG_IGN);
    clock_gettime(CLOCK_MONOTONIC, &next);
    for (int i = 0; i < atoi(argv[3]); i++) {
        if (vfork() == 0) {
            clock_gettime(CLOCK_MONOTONIC, &now);
            snprintf(tag, sizeof tag, "launch:%lld", now.tv_sec * 1000000000LL + now.tv_nsec);
            char *child[] = {argv[1], argv[2], tag, NULL};
            execv(argv[1], child);
            _exit(1);
        }
        next.tv_nsec += atol(argv[4]) * 1000;
        if (next.tv_nsec >= 1000000000) { next.tv_sec++; next.tv_nsec -= 1000000000; }
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &next, NULL);
    }
    return 0;
}
"""
_LIVER = r"""
#include <stdlib.h>
#include <time.h>
int main(int argc, char **argv) {
    struct timespec rest = {0, atol(argv[1]) * 1000000};
    return nanosleep(&rest, NULL);
}
"""
_TINY = "int main(void) { return 0; }"
_NETLINK = r"""
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/cn_proc.h>
#include <linux/connector.h>
#include <linux/netlink.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
struct __attribute__((packed)) request { struct nlmsghdr head; struct cn_msg message; unsigned input[2]; };
static void ask(int socket, unsigned operation) {
    struct request request = {
        {sizeof request, NLMSG_DONE, 0, 0, 0}, {{CN_IDX_PROC, CN_VAL_PROC}, 0, 0, sizeof request.input, 0},
        {operation, 2}};  /* struct proc_input (6.6): EXEC only */
    send(socket, &request, sizeof request, 0);
}
int main(void) {
    struct sockaddr_nl group = {.nl_family = AF_NETLINK, .nl_groups = CN_IDX_PROC};
    int source = socket(AF_NETLINK, SOCK_DGRAM, NETLINK_CONNECTOR), size = 8 << 20;
    setsockopt(source, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
    if (bind(source, (struct sockaddr *)&group, sizeof group)) { perror("bind"); return 1; }
    ask(source, PROC_CN_MCAST_LISTEN);
    printf("{\"ready\": \"netlink\", \"helper\": %d}\n", getpid());
    fflush(stdout);
    struct pollfd waiting[] = {{source, POLLIN, 0}, {0, POLLIN, 0}};
    while (poll(waiting, 2, -1) > 0 && !waiting[1].revents) {
        char data[4096], path[64], exe[4096], argv[4096];
        if (recv(source, data, sizeof data, 0) < 0) continue;
        struct proc_event *event = (struct proc_event *)((struct cn_msg *)NLMSG_DATA(data))->data;
        if (event->what != PROC_EVENT_EXEC) continue;
        snprintf(path, sizeof path, "/proc/%d/cmdline", event->event_data.exec.process_tgid);
        int file = open(path, O_RDONLY);
        ssize_t length = file < 0 ? 0 : read(file, argv, sizeof argv - 1);
        if (file >= 0) close(file);
        snprintf(path, sizeof path, "/proc/%d/exe", event->event_data.exec.process_tgid);
        ssize_t linked = readlink(path, exe, sizeof exe - 1);
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        if (length <= 0 || linked <= 0) continue;
        argv[length] = exe[linked] = 0;
        char *first = argv + strlen(argv) + 1, *tag = first < argv + length ? first + strlen(first) + 1 : argv + length;
        if (tag < argv + length && !strncmp(tag, "launch:", 7)) {
            printf("{\"launch\": {\"exe\": \"%s\", \"argv\": [\"\", \"\", \"%s\"], \"identified_ns\": %lld}}\n",
                   exe, tag, now.tv_sec * 1000000000LL + now.tv_nsec);
            fflush(stdout);
        }
    }
    ask(source, PROC_CN_MCAST_IGNORE);
    return 0;
}
"""

PSUTIL_EVERY_SECOND = """
import json, select, sys, time
import psutil
known = set()
print(json.dumps({"ready": "psutil"}), flush=True)
while not select.select([sys.stdin], [], [], 1.0)[0]:  # until standard input closes
    for process in psutil.process_iter(["pid", "create_time", "exe", "cmdline"]):
        info = process.info
        if (info["pid"], info["create_time"]) not in known:
            known.add((info["pid"], info["create_time"]))
            argv = info["cmdline"] or []
            if argv and argv[-1].startswith("launch:"):
                launch = {"exe": info["exe"], "argv": argv, "identified_ns": time.monotonic_ns()}
                print(json.dumps({"launch": launch}), flush=True)
"""
"""What everybody builds."""


def build(folder: Path) -> dict[str, str]:
    """Compile the programs into the folder. Returns their paths by name; raises RuntimeError without a C compiler."""
    compiler = shutil.which("cc")
    if compiler is None:
        raise RuntimeError("this bench builds its own launchers: install a C compiler (Debian: gcc, libc6-dev)")
    sources = {"launcher": _LAUNCHER, "live": _LIVER, "tiny": _TINY, "netlink": _NETLINK}
    for name, source in sources.items():
        static = ["-static"] if name == "tiny" else []
        command = [compiler, "-O2", *static, "-xc", "-", "-o", str(folder / name)]
        subprocess.run(command, input=source, text=True, check=True)
    return {name: str(folder / name) for name in sources}
