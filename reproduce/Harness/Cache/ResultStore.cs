using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Gmlm.Reproduce.Harness.Cache;

/// <summary>
/// Result files of one profile and seed: <c>results/PROFILE/ID.json</c> with its sidecar <c>ID.provenance.json</c>. The result is
/// written first, the sidecar with the result's SHA-256 last: whatever a kill leaves behind is either whole or seen as not there.
/// </summary>
public sealed class ResultStore
{
    private readonly string _folder;
    private readonly WrittenFiles _written;

    /// <summary>The store under <paramref name="output"/>. Another seed than the default has a folder of its own.</summary>
    public ResultStore(string output, Profile profile, ulong seed)
    {
        Profile = profile;
        Seed = seed;
        _written = new WrittenFiles(output);
        _folder = Path.Combine(output, "results", seed == Run.DefaultSeed ? profile.Name() : $"{profile.Name()}-seed-{seed}");
    }

    /// <summary>The profile of these results.</summary>
    public Profile Profile { get; }

    /// <summary>The seed of these results.</summary>
    public ulong Seed { get; }

    /// <summary>Where they are.</summary>
    public string Folder => _folder;

    /// <summary>Where the result of an experiment is or will be.</summary>
    public string PathOf(string id) => Path.Combine(_folder, $"{id}.json");

    /// <summary>The whole result with its sidecar, or null where either is absent, damaged, or not the other's.</summary>
    public (ExperimentResult Result, Provenance Provenance)? Load(string id)
    {
        // Two files that do not go together may be those of a run that is about to write the second one.
        var loaded = LoadBoth(id);
        return loaded is null && File.Exists(PathOf(id)) && File.Exists(SidecarOf(id))
            ? _written.WhileNobodyWrites(() => LoadBoth(id))
            : loaded;
    }

    /// <summary>The sidecar alone: how long it took last, even where the result is stale.</summary>
    public Provenance? LoadProvenance(string id)
    {
        try
        {
            return File.Exists(SidecarOf(id)) ? LineJson.Read<Provenance>(File.ReadAllText(SidecarOf(id))) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Keeps a result and its sidecar; <paramref name="provenance"/> is given the result's sum.</summary>
    public void Save(ExperimentResult result, Func<string, Provenance> provenance)
    {
        var text = LineJson.Write(result);
        var sidecar = LineJson.Write(provenance(Sha256(text)));
        _written.Write(
            (PathOf(result.Experiment), Encoding.UTF8.GetBytes(text)),
            (SidecarOf(result.Experiment), Encoding.UTF8.GetBytes(sidecar)));
    }

    private (ExperimentResult Result, Provenance Provenance)? LoadBoth(string id)
    {
        if (!File.Exists(PathOf(id)) || LoadProvenance(id) is not { } provenance)
        {
            return null;
        }

        var text = File.ReadAllText(PathOf(id));
        try
        {
            return Sha256(text) == provenance.ResultSha256 && LineJson.Read<ExperimentResult>(text) is var result && IsOf(id, result)
                ? (result, provenance)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // A result of another experiment, profile or seed under this name is another's.
    private bool IsOf(string id, ExperimentResult result) => result.Experiment == id && result.Profile == Profile.Name() && result.Seed == Seed;

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private string SidecarOf(string id) => Path.Combine(_folder, $"{id}.provenance.json");
}
