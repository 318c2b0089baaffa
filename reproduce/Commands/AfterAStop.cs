namespace Gmlm.Reproduce.Commands;

/// <summary>The second half of the message after a verb was stopped: what was kept of its work, and how to resume it.</summary>
internal static class AfterAStop
{
    private const string Nothing = "nothing was written but what stands above";

    private static readonly Dictionary<string, string> Kept = new()
    {
        ["reproduce"] = "finished results are kept, the same command goes on from there",
        ["run"] = "finished results are kept, the same command goes on from there",
        ["train"] = "the last saved state is kept, and the same command goes on from it; without one it begins again",
        ["translate"] = "what is written are whole lines in the order of the input; give it the lines that are left",
        ["report"] = "the PDF is the one from before, or whole; the same command makes it anew",
        ["verify"] = "results and snapshots are as they were; verify again",
        ["accept"] = "every snapshot is the one from before, or accepted as a whole; `diff` shows what is left",
        ["clean"] = "the same command removes what is left",
        ["data"] = "whole files are kept in the cache, and the same command goes on from there",
        ["vocab"] = "every vocabulary is the one from before, or whole; the same command trains the others",
        ["list"] = Nothing,
        ["status"] = Nothing,
        ["diff"] = Nothing,
        ["explore"] = Nothing,
        ["score"] = Nothing,
        ["t5"] = Nothing,
        ["doctor"] = Nothing,
        ["export"] = "the folder may lack files; remove it and export again",
        ["graph"] = Nothing,
        ["completion"] = Nothing,
    };

    /// <summary>The verbs with a message of their own.</summary>
    public static IReadOnlyCollection<string> Verbs => Kept.Keys;

    /// <summary>The message for a verb.</summary>
    public static string Of(string verb) => Kept.GetValueOrDefault(verb, Nothing);
}
