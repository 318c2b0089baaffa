using System.CommandLine;
using Gmlm.Reproduce.Commands.Options;

namespace Gmlm.Reproduce.Commands.Upkeep;

/// <summary>
/// <c>completion SHELL</c>: a script for the shell's start-up file that completes verbs and options. The script asks the program itself, by
/// the directive <c>[suggest:POSITION] "LINE"</c> of System.CommandLine.
/// </summary>
internal static class CompletionCommand
{
    private static readonly Dictionary<string, string> Scripts = new()
    {
        ["bash"] = """
            _gmlm() {
                local IFS=$'\n'
                local words=$("${COMP_WORDS[0]}" "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)
                COMPREPLY=($(compgen -W "$words" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _gmlm gmlm ./gmlm

            """,
        ["zsh"] = """
            _gmlm() {
                local -a found
                found=("${(@f)$("${words[1]}" "[suggest:${#BUFFER}]" "${BUFFER}" 2>/dev/null)}")
                compadd -- "${found[@]}" || _files
            }
            compdef _gmlm gmlm ./gmlm

            """,
        ["fish"] = """
            complete -c gmlm -a '(set -l line (commandline -cp); gmlm "[suggest:"(string length -- $line)"]" $line 2>/dev/null)'

            """,
    };

    private static readonly Argument<string> Shell = new("shell") { Description = string.Join(", ", Scripts.Keys), HelpName = "SHELL" };

    public static Command Create()
    {
        Shell.AcceptOnlyFromAmong([.. Scripts.Keys]);
        var command = new Command(
            "completion", "Print a script that completes verbs and options: eval \"$(./gmlm completion bash)\"") { Shell };
        command.SetAction(parse => Console.Out.Write(Scripts[parse.GetValue(Shell)!]));
        return command;
    }
}
