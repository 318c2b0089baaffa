namespace Gmlm.Reproduce.Harness;

/// <summary>The amount of work of a run. Every profile has its own snapshots.</summary>
public enum Profile
{
    /// <summary>About a minute: for tests and CI.</summary>
    Smoke,

    /// <summary>All claims, for the report.</summary>
    Standard,

    /// <summary>Every test sentence, and more and larger instances. It trains no model: <c>train</c> does.</summary>
    Full,
}

/// <summary>Profiles as text.</summary>
public static class Profiles
{
    /// <summary>The name on the command line and in file names.</summary>
    public static string Name(this Profile profile) => profile.ToString().ToLowerInvariant();
}
