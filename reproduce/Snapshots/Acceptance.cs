using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Gmlm.Reproduce.Snapshots;

/// <summary>The record of one acceptance: when, at which commit and why a snapshot was accepted.</summary>
/// <param name="Version">The version of the program that accepted.</param>
/// <param name="Date">The day, in UTC.</param>
/// <param name="Commit">
/// The checkout's commit, 40 hexadecimal digits. For acceptances before version 1.1.0 it is the commit that added the snapshot.
/// </param>
/// <param name="Reason">Why the change is right.</param>
public sealed partial record Acceptance(string Version, DateOnly Date, string Commit, string Reason)
{
    /// <summary>The first version whose acceptances write the strengths and the exact tables.</summary>
    public static Version FirstComplete { get; } = new(1, 1, 0);

    /// <summary>The version of this program.</summary>
    public static string ThisVersion { get; } = typeof(Acceptance).Assembly.GetName().Version!.ToString(3);

    /// <summary>Whether version, commit and reason are well-formed.</summary>
    [JsonIgnore]
    public bool IsComplete => System.Version.TryParse(Version, out _) && IsCommit(Commit) && HasWord(Reason);

    /// <summary>
    /// Whether the version writes the strengths and the exact tables; a malformed version counts as one that does.
    /// </summary>
    [JsonIgnore]
    public bool WritesAll => !System.Version.TryParse(Version, out var version) || version >= FirstComplete;

    /// <summary>Whether a text has at least one word: two adjacent letters.</summary>
    public static bool HasWord(string? text) => text is not null && Word().IsMatch(text);

    /// <summary>Whether a text names a commit: 40 hexadecimal digits.</summary>
    public static bool IsCommit(string text) => CommitName().IsMatch(text);

    [GeneratedRegex(@"\p{L}{2}")]
    private static partial Regex Word();

    [GeneratedRegex("^[0-9a-f]{40}$")]
    private static partial Regex CommitName();
}

/// <summary>An accepted violation of a claim, with the record of the acceptance.</summary>
/// <param name="Verdict">The accepted verdict: violated.</param>
/// <param name="Version">As in <see cref="Acceptance"/>.</param>
/// <param name="Date">As in <see cref="Acceptance"/>.</param>
/// <param name="Commit">As in <see cref="Acceptance"/>.</param>
/// <param name="Reason">Why the claim is violated here.</param>
public sealed record Finding(Verdict Verdict, string Version, DateOnly Date, string Commit, string Reason)
{
    /// <summary>A violation accepted by <paramref name="acceptance"/>.</summary>
    public static Finding Of(Acceptance acceptance) =>
        new(Verdict.Violated, acceptance.Version, acceptance.Date, acceptance.Commit, acceptance.Reason);

    /// <summary>The acceptance that the finding names. A snapshot without this acceptance was written by hand.</summary>
    [JsonIgnore]
    public Acceptance Acceptance => new(Version, Date, Commit, Reason);
}
