; The installer for one person. Defined from outside: see nsis.py. Exit codes: 0 done, 2 failed or broken off,
; 3 a newer version is there, 4 it is installed for everybody already.
Target amd64-unicode
RequestExecutionLevel user
ManifestDPIAware true
ManifestSupportedOS Win10
Name "${TITLE}"
OutFile "${OUT}"
Icon signpost.ico
UninstallIcon signpost.ico
InstallDir "$LOCALAPPDATA\Programs\${FOLDER}"
ShowInstDetails nevershow
ShowUninstDetails nevershow
AllowSkipFiles off
VIProductVersion "${NUMBERS}"
VIAddVersionKey "ProductName" "${TITLE}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "${TITLE}"
VIAddVersionKey "CompanyName" "${PUBLISHER}"
VIAddVersionKey "LegalCopyright" "${PUBLISHER}"

!include LogicLib.nsh
!include WinMessages.nsh
!include WordFunc.nsh

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${FOLDER}"
!define RUN "Software\Microsoft\Windows\CurrentVersion\Run"
!define FAILED 2
!define NEWER 3
!define FOR_EVERYBODY 4
!define TRIES 120 ; half a second each

Page instfiles
UninstPage uninstConfirm
UninstPage instfiles

Var WasRunning

; $INSTDIR goes to $R0 once nothing runs from it any more, which is when Windows lets it be renamed.
!macro MOVE_AWAY UN
Function ${UN}EndAgent
  StrCpy $WasRunning 0
  !if "${PROGRAM}" != ""
    StrCpy $1 0
    ${Do}
      FindWindow $0 "" "${AGENT_WINDOW}"
      ${If} $0 = 0
        ${Break}
      ${EndIf}
      StrCpy $WasRunning 1
      SendMessage $0 ${WM_CLOSE} 0 0 /TIMEOUT=2000
      Sleep 500
      IntOp $1 $1 + 1
    ${LoopUntil} $1 = ${TRIES}
  !endif
FunctionEnd

Function ${UN}MoveAway
  StrCpy $R0 "$INSTDIR.old"
  RMDir /r "$R0"
  StrCpy $1 0
  ${Do}
    ClearErrors
    Rename "$INSTDIR" "$R0"
    ${IfNot} ${Errors}
      Return
    ${EndIf}
    Sleep 500
    IntOp $1 $1 + 1
  ${LoopUntil} $1 = ${TRIES}
  SetErrors
FunctionEnd
!macroend
!insertmacro MOVE_AWAY ""
!insertmacro MOVE_AWAY "un."

!macro START
  !if "${PROGRAM}" != ""
    Exec '"$INSTDIR\${PROGRAM}" ${AT_LOGIN}'
  !endif
!macroend

!macro FAIL CODE TEXT
  MessageBox MB_OK|MB_ICONSTOP "${TEXT}" /SD IDOK
  SetErrorLevel ${CODE}
!macroend

Function .onInit
  StrCpy $INSTDIR "$LOCALAPPDATA\Programs\${FOLDER}" ; /D= would have us rename whatever it names
  SetRegView 64
  ReadRegStr $0 HKLM "Software\Signpost\Installed" "${FOLDER}"
  ${If} $0 != ""
    !insertmacro FAIL ${FOR_EVERYBODY} "${TITLE} is installed for everybody on this computer already."
    Quit
  ${EndIf}
  ReadRegStr $0 HKCU "${UNINSTALL}" "DisplayVersion"
  ${If} $0 != ""
    ${VersionCompare} "$0" "${VERSION}" $1
    ${If} $1 = 1
      !insertmacro FAIL ${NEWER} "A newer version of ${TITLE} ($0) is installed. Remove that one first."
      Quit
    ${EndIf}
  ${EndIf}
FunctionEnd

Section
  RMDir /r "$INSTDIR.new"
  ClearErrors
  !include files.nsh
  WriteUninstaller "$INSTDIR.new\uninstall.exe"
  SetOutPath "$TEMP" ; nobody's current folder may be in there
  ${If} ${Errors}
    RMDir /r "$INSTDIR.new"
    !insertmacro FAIL ${FAILED} "${TITLE} could not be unpacked. Nothing was changed."
    Abort
  ${EndIf}
  Call EndAgent
  ${If} ${FileExists} "$INSTDIR\*.*"
    Call MoveAway
    ${If} ${Errors}
      RMDir /r "$INSTDIR.new"
      ${If} $WasRunning = 1
        !insertmacro START
      ${EndIf}
      !insertmacro FAIL ${FAILED} "Programs in $INSTDIR are in use. Close them and try again; nothing was changed."
      Abort
    ${EndIf}
  ${EndIf}
  ClearErrors
  Rename "$INSTDIR.new" "$INSTDIR"
  ${If} ${Errors}
    Rename "$INSTDIR.old" "$INSTDIR"
    !insertmacro FAIL ${FAILED} "$INSTDIR could not be made. Nothing was changed."
    Abort
  ${EndIf}
  RMDir /r "$INSTDIR.old"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${TITLE}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "${PUBLISHER}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\${NAME}.exe"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  !if "${PROGRAM}" != ""
    WriteRegStr HKCU "${RUN}" "${TITLE}" '"$INSTDIR\${PROGRAM}" ${AT_LOGIN}'
    SetOutPath "$INSTDIR" ; the shortcut's folder
    CreateShortcut "$SMPROGRAMS\${TITLE}.lnk" "$INSTDIR\${PROGRAM}" "${OPENED}"
    SetOutPath "$TEMP"
    ${If} $WasRunning = 1
    ${OrIfNot} ${Silent}
      !insertmacro START
    ${EndIf}
  !endif
SectionEnd

Function un.onInit
  ${If} $INSTDIR != "$LOCALAPPDATA\Programs\${FOLDER}"
    !insertmacro FAIL ${FAILED} "This uninstaller belongs into $LOCALAPPDATA\Programs\${FOLDER}."
    Quit
  ${EndIf}
FunctionEnd

Section Uninstall
  SetOutPath "$TEMP"
  Call un.EndAgent
  Call un.MoveAway
  ${If} ${Errors}
    !insertmacro FAIL ${FAILED} "Programs in $INSTDIR are in use. Close them and try again; nothing was changed."
    Abort
  ${EndIf}
  RMDir /r "$R0"
  DeleteRegKey HKCU "${UNINSTALL}"
  !if "${PROGRAM}" != ""
    DeleteRegValue HKCU "${RUN}" "${TITLE}"
    Delete "$SMPROGRAMS\${TITLE}.lnk"
  !endif
SectionEnd
