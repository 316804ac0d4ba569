@echo off
rem Runs golive with the Python of this folder. Pango's DLLs, if they are here, are found before any others.
setlocal
if exist "%~dp0pango" set "WEASYPRINT_DLL_DIRECTORIES=%~dp0pango"
"%~dp0python.exe" -m golive %*
