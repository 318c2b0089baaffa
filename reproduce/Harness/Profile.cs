namespace Gmlm.Reproduce.Harness;

/// <summary>How much a run does. Every profile has its own snapshots.</summary>
public enum Profile
{
    /// <summary>About a minute: for tests and CI.</summary>
    Smoke,

    /// <summary>All claims: what the report stands on.</summary>
    Standard,

    /// <summary>Every test sentence, and more and larger instances. It trains no model: <c>train</c> does.</summary>
    Full,
}

/// <summary>Profiles as text.</summary>
public static class Profiles
{
    /// <summary>smoke, standard, full.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetValues<Profile>().Select(Name)];

    /// <summary>The name on the command line and in file names.</summary>
    public static string Name(this Profile profile) => profile.ToString().ToLowerInvariant();
}
