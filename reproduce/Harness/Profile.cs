using Gmlm.Theory.Statements;

namespace Gmlm.Reproduce.Harness;

/// <summary>How much a run does. Every profile has its own snapshots.</summary>
public enum Profile
{
    /// <summary>About a minute: for tests and CI.</summary>
    Smoke,

    /// <summary>All claims: what the report stands on.</summary>
    Standard,

    /// <summary>Every test sentence, more and larger instances. It trains nothing: `train` does.</summary>
    Full,
}

/// <summary>Profiles as text and as the theory's effort.</summary>
public static class Profiles
{
    /// <summary>smoke, standard, full.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetValues<Profile>().Select(Name)];

    /// <summary>The name on the command line and in file names.</summary>
    public static string Name(this Profile profile) => profile.ToString().ToLowerInvariant();

    /// <summary>The same word to the theory, which does not know the harness.</summary>
    public static Effort Effort(this Profile profile) => (Effort)(int)profile;
}
