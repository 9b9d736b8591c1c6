/* Asks Windows what `app.host.nt` and `app.host.etw` ask it, and prints the answers as JSON, for tests on any system:
   buffers byte for byte with the address they lay at, and where the system's own headers put each field.

       x86_64-w64-mingw32-gcc -municode -O1 -o record.exe record.c -ladvapi32 -lshell32 -lntdll
       wine record.exe > wine.json

   With an argument it waits for its standard input to end: that is the child which the second snapshot shows. */
#define _WIN32_WINNT 0x0A00
#define INITGUID
#include <windows.h>
#include <winternl.h>
#include <wmistr.h>
#include <evntrace.h>
#include <evntcons.h>
#include <shellapi.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

static const char *separator = "";

static void key(const char *name) { printf("%s\n\"%s\": ", separator, name); separator = ","; }

static void hex(const void *bytes, size_t size) {
    putchar('"');
    for (size_t at = 0; at < size; at++) printf("%02x", ((const unsigned char *)bytes)[at]);
    putchar('"');
}

static void buffer(const char *name, const void *bytes, size_t size) {
    key(name);
    printf("{\"base\": %llu, \"bytes\": ", (unsigned long long)(size_t)bytes);
    hex(bytes, size);
    putchar('}');
}

static void number(const char *name, unsigned long long value) { key(name); printf("%llu", value); }

static void words(const char *name, const wchar_t *text) { key(name); hex(text, wcslen(text) * sizeof(wchar_t)); }

static void snapshot(const char *name) {
    static char bytes[1 << 18];
    ULONG size = 0;
    NTSTATUS status = NtQuerySystemInformation(SystemProcessInformation, bytes, sizeof bytes, &size);
    if (status) exit(2);
    buffer(name, bytes, size);
}

static void owner(const char *name, HANDLE process) {
    static char bytes[256];
    DWORD size = 0;
    HANDLE token = NULL;
    if (!OpenProcessToken(process, TOKEN_QUERY, &token)) exit(3);
    if (!GetTokenInformation(token, TokenUser, bytes, sizeof bytes, &size)) exit(4);
    CloseHandle(token);
    buffer(name, bytes, size);
}

/* Of a class that answers with a UNICODE_STRING whose text lies behind it. Classes 43 and 60 do; Wine 8 has only 43. */
static void text(const char *name, HANDLE process, int class) {
    static char bytes[4096];
    ULONG size = 0;
    NTSTATUS status = NtQueryInformationProcess(process, (PROCESSINFOCLASS)class, bytes, sizeof bytes, &size);
    if (status == (NTSTATUS)0xC0000003) return; /* STATUS_INVALID_INFO_CLASS */
    if (status) exit(5);
    buffer(name, bytes, size);
}

#define BEGIN(type) printf("%s\n\"" #type "\": {\"size\": %zu", separator, sizeof(type)); separator = ","
#define FIELD(type, field) printf(", \"" #field "\": %zu", offsetof(type, field))
#define END() putchar('}')

static void layout(void) {
    key("layout");
    printf("{");
    separator = "";
    BEGIN(SYSTEM_PROCESS_INFORMATION);
    FIELD(SYSTEM_PROCESS_INFORMATION, NextEntryOffset);
    FIELD(SYSTEM_PROCESS_INFORMATION, NumberOfThreads);
    FIELD(SYSTEM_PROCESS_INFORMATION, CreateTime);
    FIELD(SYSTEM_PROCESS_INFORMATION, ImageName);
    FIELD(SYSTEM_PROCESS_INFORMATION, UniqueProcessId);
    FIELD(SYSTEM_PROCESS_INFORMATION, InheritedFromUniqueProcessId);
    FIELD(SYSTEM_PROCESS_INFORMATION, SessionId);
    END();
    BEGIN(UNICODE_STRING);
    FIELD(UNICODE_STRING, Length);
    FIELD(UNICODE_STRING, MaximumLength);
    FIELD(UNICODE_STRING, Buffer);
    END();
    BEGIN(TOKEN_USER);
    FIELD(TOKEN_USER, User.Sid);
    FIELD(TOKEN_USER, User.Attributes);
    END();
    BEGIN(WNODE_HEADER);
    FIELD(WNODE_HEADER, BufferSize);
    FIELD(WNODE_HEADER, Guid);
    FIELD(WNODE_HEADER, ClientContext);
    FIELD(WNODE_HEADER, Flags);
    END();
    BEGIN(EVENT_TRACE_PROPERTIES);
    FIELD(EVENT_TRACE_PROPERTIES, BufferSize);
    FIELD(EVENT_TRACE_PROPERTIES, MinimumBuffers);
    FIELD(EVENT_TRACE_PROPERTIES, MaximumBuffers);
    FIELD(EVENT_TRACE_PROPERTIES, LogFileMode);
    FIELD(EVENT_TRACE_PROPERTIES, FlushTimer);
    FIELD(EVENT_TRACE_PROPERTIES, EventsLost);
    FIELD(EVENT_TRACE_PROPERTIES, RealTimeBuffersLost);
    FIELD(EVENT_TRACE_PROPERTIES, LogFileNameOffset);
    FIELD(EVENT_TRACE_PROPERTIES, LoggerNameOffset);
    END();
    BEGIN(EVENT_TRACE);
    END();
    BEGIN(TRACE_LOGFILE_HEADER);
    END();
    BEGIN(EVENT_TRACE_LOGFILEW);
    FIELD(EVENT_TRACE_LOGFILEW, LoggerName);
    FIELD(EVENT_TRACE_LOGFILEW, ProcessTraceMode);
    FIELD(EVENT_TRACE_LOGFILEW, CurrentEvent);
    FIELD(EVENT_TRACE_LOGFILEW, LogfileHeader);
    FIELD(EVENT_TRACE_LOGFILEW, BufferCallback);
    FIELD(EVENT_TRACE_LOGFILEW, EventRecordCallback);
    FIELD(EVENT_TRACE_LOGFILEW, Context);
    END();
    BEGIN(EVENT_HEADER);
    FIELD(EVENT_HEADER, ProviderId);
    FIELD(EVENT_HEADER, EventDescriptor);
    END();
    BEGIN(EVENT_RECORD);
    FIELD(EVENT_RECORD, EventHeader);
    FIELD(EVENT_RECORD, UserDataLength);
    FIELD(EVENT_RECORD, UserData);
    FIELD(EVENT_RECORD, UserContext);
    END();
    putchar('}');
    separator = ",";
}

int wmain(int count, wchar_t **arguments) {
    if (count > 1) {
        while (getchar() != EOF) {}
        return 0;
    }
    static wchar_t path[MAX_PATH], line[1024];
    GetModuleFileNameW(NULL, path, MAX_PATH);
    swprintf(line, 1024, L"\"%ls\" \"two words\" \"a \\\"quote\\\"\" \"\" back\\slash\\ \x4e2d\x6587", path);

    SECURITY_ATTRIBUTES inherited = {sizeof inherited, NULL, TRUE};
    HANDLE input, held;
    CreatePipe(&input, &held, &inherited, 0);
    SetHandleInformation(held, HANDLE_FLAG_INHERIT, 0);
    STARTUPINFOW start = {.cb = sizeof start, .dwFlags = STARTF_USESTDHANDLES, .hStdInput = input};
    PROCESS_INFORMATION child;

    printf("{");
    layout();
    key("system");
    printf("\"%s\"", GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "wine_get_version") ? "Wine" : "Windows");
    DWORD session = 0;
    ProcessIdToSessionId(GetCurrentProcessId(), &session);
    number("own_pid", GetCurrentProcessId());
    number("own_session", session);
    owner("own_owner", GetCurrentProcess());
    snapshot("before");
    if (!CreateProcessW(path, line, NULL, NULL, TRUE, 0, NULL, NULL, &start, &child)) return 6;
    snapshot("after");
    number("pid", child.dwProcessId);

    HANDLE process = OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, child.dwProcessId);
    FILETIME created, ended, kernel, user;
    GetProcessTimes(process, &created, &ended, &kernel, &user);
    number("created", (unsigned long long)created.dwHighDateTime << 32 | created.dwLowDateTime);
    DWORD size = MAX_PATH, code = 0;
    QueryFullProcessImageNameW(process, 0, path, &size);
    words("image", path);
    text("image_name", process, 43);   /* ProcessImageFileNameWin32 */
    text("command_line", process, 60); /* ProcessCommandLineInformation */
    owner("owner", process);
    GetExitCodeProcess(process, &code);
    number("exit_code", code);
    int parts = 0;
    wchar_t **split = CommandLineToArgvW(line, &parts);
    words("line", line);
    key("argv");
    for (int at = 0; at < parts; at++) {
        printf(at ? ", " : "[");
        hex(split[at], wcslen(split[at]) * sizeof(wchar_t));
    }
    printf("]");

    ULONG needed = 0;
    char little[8];
    number("too_small", (ULONG)NtQuerySystemInformation(SystemProcessInformation, little, sizeof little, &needed));
    number("text_too_small", (ULONG)NtQueryInformationProcess(process, (PROCESSINFOCLASS)43, little, 8, &needed));
    CloseHandle(held);
    WaitForSingleObject(child.hProcess, INFINITE);
    CloseHandle(process);
    CloseHandle(child.hProcess);
    SetLastError(0);
    OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, 0x7ffffff0);
    number("no_such_process", GetLastError());
    printf("\n}\n");
    return 0;
}
