# Adds golive studio to the start menu and golive to the PATH, for this user alone. -Remove takes both back.
param([switch]$Remove, [string]$Workspace = (Join-Path ([Environment]::GetFolderPath("MyDocuments")) "golive"))
$ErrorActionPreference = "Stop"
$folder = $PSScriptRoot
$link = Join-Path ([Environment]::GetFolderPath("Programs")) "golive studio.lnk"
$paths = @([Environment]::GetEnvironmentVariable("Path", "User") -split ";" | Where-Object { $_ -and $_ -ne $folder })
if ($Remove) {
  if (Test-Path $link) { Remove-Item $link }
} else {
  New-Item -ItemType Directory -Force $Workspace | Out-Null  # the studio asks who you are when it is first opened
  $shortcut = (New-Object -ComObject WScript.Shell).CreateShortcut($link)
  $shortcut.TargetPath = Join-Path $folder "golive.cmd"
  $shortcut.Arguments = "studio --workspace `"$Workspace`""
  $shortcut.WorkingDirectory = $Workspace
  $shortcut.Description = "Fill in integration specs in the browser"
  $shortcut.Save()
  $paths += $folder
}
[Environment]::SetEnvironmentVariable("Path", ($paths -join ";"), "User")
