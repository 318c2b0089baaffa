@echo off
rem Runs the program that `dotnet build Reproduce.sln -c Release` built: gmlm VERB ...
set "program=%~dp0reproduce\bin\Release\net10.0\Gmlm.Reproduce.dll"
if not exist "%program%" (
    echo gmlm: the program is not built yet; run `dotnet build Reproduce.sln -c Release` in %~dp0 1>&2
    exit /b 3
)
dotnet "%program%" %*
