using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Gmlm.Reproduce.Harness;

namespace Gmlm.Reproduce.Snapshots;

/// <summary>The record of one acceptance: who reads a snapshot sees from it when, on which code and why it became what it is.</summary>
/// <param name="Version">The version of this program that accepted.</param>
/// <param name="Date">The day, in UTC.</param>
/// <param name="Commit">
/// The checkout's commit, 40 hexadecimal digits; of acceptances before 1.1.0 the commit that brought the snapshot.
/// </param>
/// <param name="Reason">Why the change is right.</param>
public sealed partial record Acceptance(string Version, DateOnly Date, string Commit, string Reason)
{
    /// <summary>The first version whose acceptances write the strengths and the exact tables.</summary>
    public static Version FirstComplete { get; } = new(1, 1, 0);

    /// <summary>The version of this program.</summary>
    public static string ThisVersion { get; } = typeof(Acceptance).Assembly.GetName().Version!.ToString(3);

    /// <summary>Whether a version, a commit and a reason can be read off it.</summary>
    [JsonIgnore]
    public bool IsComplete => System.Version.TryParse(Version, out _) && IsCommit(Commit) && HasWord(Reason);

    /// <summary>
    /// Whether it was made by a version that writes the strengths and the exact tables; a version that cannot be read counts as one.
    /// </summary>
    [JsonIgnore]
    public bool WritesAll => !System.Version.TryParse(Version, out var version) || version >= FirstComplete;

    /// <summary>Whether a text has at least one word: two letters side by side.</summary>
    public static bool HasWord(string? text) => text is not null && Word().IsMatch(text);

    /// <summary>Whether a text names a commit: 40 hexadecimal digits.</summary>
    public static bool IsCommit(string text) => CommitName().IsMatch(text);

    [GeneratedRegex(@"\p{L}{2}")]
    private static partial Regex Word();

    [GeneratedRegex("^[0-9a-f]{40}$")]
    private static partial Regex CommitName();
}

/// <summary>A violated claim whose violation was accepted, with the record of that acceptance.</summary>
/// <param name="Verdict">What was accepted: violated.</param>
/// <param name="Version">As in <see cref="Acceptance"/>.</param>
/// <param name="Date">As in <see cref="Acceptance"/>.</param>
/// <param name="Commit">As in <see cref="Acceptance"/>.</param>
/// <param name="Reason">Why the claim is violated here.</param>
public sealed record Finding(Verdict Verdict, string Version, DateOnly Date, string Commit, string Reason)
{
    /// <summary>A violation accepted by <paramref name="acceptance"/>.</summary>
    public static Finding Of(Acceptance acceptance) =>
        new(Verdict.Violated, acceptance.Version, acceptance.Date, acceptance.Commit, acceptance.Reason);

    /// <summary>The acceptance that it names; a snapshot that lacks this acceptance was written by hand.</summary>
    [JsonIgnore]
    public Acceptance Acceptance => new(Version, Date, Commit, Reason);
}
