namespace Gmlm.Padir.Corpora;

/// <summary>The folders that corpora are read from and kept in.</summary>
/// <param name="Cache">The folder for fetched files.</param>
/// <param name="Mirror">A folder used instead of the network, in which each file lies under its address without <c>https://</c>; null to
/// use the network.</param>
public sealed record CorpusPlaces(string Cache, string? Mirror)
{
    /// <summary>The environment variable that names the cache folder.</summary>
    public const string CacheVariable = "GMLM_CACHE";

    /// <summary>The environment variable that names the mirror folder.</summary>
    public const string MirrorVariable = "GMLM_MIRROR";

    /// <summary>
    /// Finds both folders: the option decides, then the environment variable, then the default. The default cache is
    /// <c>$XDG_CACHE_HOME/gmlm</c> or its equivalent on the system; the default mirror is <c>../shared/data/mirror</c> beside the checkout,
    /// where that folder exists.
    /// </summary>
    /// <exception cref="CorpusException">The named mirror does not exist.</exception>
    public static CorpusPlaces Resolve(string? cacheOption, string? mirrorOption, string? checkout)
    {
        var cache = Given(cacheOption) ?? Variable(CacheVariable) ?? Path.Combine(UserCache(), "gmlm");
        var mirror = Given(mirrorOption) ?? Variable(MirrorVariable);
        if (mirror is not null && !Directory.Exists(mirror))
        {
            throw new CorpusException(
                CorpusProblem.Usage,
                $"the mirror {mirror} is not a folder; name one that is with --mirror or {MirrorVariable}, or none to use the network");
        }

        var beside = checkout is null ? null : Path.Combine(checkout, "..", "shared", "data", "mirror");
        mirror ??= Directory.Exists(beside) ? beside : null;
        return new CorpusPlaces(Path.GetFullPath(cache), mirror is null ? null : Path.GetFullPath(mirror));
    }

    private static string UserCache() => Variable("XDG_CACHE_HOME")
        ?? (OperatingSystem.IsWindows()
            ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), OperatingSystem.IsMacOS() ? "Library/Caches" : ".cache"));

    private static string? Variable(string name) => Given(Environment.GetEnvironmentVariable(name));

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
