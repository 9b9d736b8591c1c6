"""What package managers print, as it was recorded from real ones; each with where it was published."""

# https://github.com/microsoft/winget-cli/issues/5097: `winget list --id lgug2z.whkd`
WINGET_LIST = """\
Name ID          Version Origin
-------------------------------
whkd LGUG2Z.whkd 0.2.2  winget
"""

# https://github.com/microsoft/winget-cli/issues/3072
WINGET_LIST_BELOW = """\
Name                   Id                 Version    Available Source
---------------------------------------------------------------------
Python 2.7.14 (64-bit) Python.Python.2 < 3.12.0a1 3.12.0a5  winget
"""

# https://github.com/microsoft/winget-pkgs/issues/175501: `winget list --id Git.Git`
WINGET_LIST_AVAILABLE = """\
Name Id      Version    Available Source
----------------------------------------
Git  Git.Git 2.46.0.0.0 2.46.2    winget
"""

# https://github.com/microsoft/winget-cli/issues/2528
WINGET_NONE = "No installed package found matching input criteria."

# https://blog.jeffbolduan.com/Automating-Against-the-WinGet-Database-Using-PowerShell: `winget show Microsoft.Edge`
WINGET_SHOW_HASH = "1cd499d7758e20e548c0a028ac7e8cadf5e35c851c9e960fffae8d7416d4dd1d"
WINGET_SHOW = f"""\
Found Microsoft Edge [Microsoft.Edge]
Version: 101.0.1210.47
Publisher: Microsoft Corporation
Publisher Url: https://www.microsoft.com/en-US/
Moniker: microsoft-edge
License: MIT License
Installer:
  Type: wix
  Download Url: https://msedge.sf.dl.delivery.mp.microsoft.com/filestreamingservice/files/MicrosoftEdgeEnterpriseX64.msi
  SHA256: {WINGET_SHOW_HASH}
"""

# https://github.com/microsoft/winget-cli/issues/6057, its first lines
WINGET_INSTALL = """\
Found Rclone [Rclone.Rclone] Version 1.73.1
This application is licensed to you by its owner.
Microsoft is not responsible for, nor does it grant any licenses to, third-party packages.
Successfully verified installer hash
Extracting archive...
Successfully extracted archive
Starting package install...
"""

# The form of reg.exe's answer, and of its refusal:
# https://learn.microsoft.com/windows-server/administration/windows-commands/reg-query
REG_VERSION = "\r\nKEY\r\n    DisplayVersion    REG_SZ    1.0.0\r\n\r\n"
REG_NONE = "ERROR: The system was unable to find the specified registry key or value."

# `brew info --json=v2 jq`, captured and cut to the fields that matter by a public test suite (jq 1.8.2)
BREW_INFO_HASH = "ca67c64d0aaf1e5472790ec2cc081ff7972316f27095d8a8aab81b3321247036"
BREW_INFO = (
    '{"formulae":[{"name":"jq","full_name":"jq","tap":"homebrew/core",'
    '"versions":{"stable":"1.8.2","head":"HEAD","bottle":true},"revision":0,'
    '"bottle":{"stable":{"rebuild":1,"root_url":"https://ghcr.io/v2/homebrew/core","files":{"arm64_tahoe":{'
    '"cellar":":any","url":"https://ghcr.io/v2/homebrew/core/jq/blobs/sha256:' + BREW_INFO_HASH + '",'
    '"sha256":"' + BREW_INFO_HASH + '"}}}},"dependencies":["oniguruma"]}],"casks":[]}'
)

# `brew list --versions`, lines of a public handbook's shell session; openjdk from another's
BREW_LIST = """\
apple-gcc42 4.2.1-5666.3
bash-completion 1.3_1
graphviz 2.40.1 2.40.20161221.0239
openjdk@21 21.0.7
"""

# `installer -pkg PowerShell.pkg -target /`, as a public course on PowerShell shows it
INSTALLER = """\
installer: Package name is PowerShell - 7.3.6
installer: Installing at base path /
installer: The install was successful.
"""

# `pkgutil --pkg-info com.paloaltonetworks.globalprotect.pkg`, verbatim in a public test suite; here with another name
PKGUTIL_INFO = """\
package-id: {package}
version: {version}
volume: /
location: Applications/Q.app
install-time: 1761159020
"""
PKGUTIL_NONE = "No receipt for '{package}' found at '/'."

# `hdiutil attach -plist`, from the test suite of the Ruby gem plist
HDIUTIL_ATTACH = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>system-entities</key>
  <array>
    <dict>
      <key>content-hint</key>
      <string>Apple_partition_map</string>
      <key>dev-entry</key>
      <string>/dev/disk3s1</string>
      <key>potentially-mountable</key>
      <false/>
      <key>unmapped-content-hint</key>
      <string>Apple_partition_map</string>
    </dict>
    <dict>
      <key>content-hint</key>
      <string>Apple_partition_scheme</string>
      <key>dev-entry</key>
      <string>/dev/disk3</string>
      <key>potentially-mountable</key>
      <false/>
      <key>unmapped-content-hint</key>
      <string>Apple_partition_scheme</string>
    </dict>
    <dict>
      <key>content-hint</key>
      <string>Apple_HFS</string>
      <key>dev-entry</key>
      <string>/dev/disk3s2</string>
      <key>mount-point</key>
      <string>/private/tmp/dmg.BhfS2g</string>
      <key>potentially-mountable</key>
      <true/>
      <key>unmapped-content-hint</key>
      <string>Apple_HFS</string>
      <key>volume-kind</key>
      <string>hfs</string>
    </dict>
  </array>
</dict>
</plist>
"""
INFO_PLIST = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict><key>CFBundleShortVersionString</key><string>1.0.0</string></dict></plist>
"""

# https://github.com/microsoft/vscode/issues/59838: a warning may come before the list
CODE_LIST = """\
[createInstance] extensionManagementService depends on downloadService which is NOT registered.
arcticicestudio.nord-visual-studio-code@1.0.0
dbaeumer.vscode-eslint@2.0.0
"""
