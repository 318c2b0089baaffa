using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Gmlm.Reproduce.Harness.Cache;

/// <summary>
/// The result files of one profile and seed: <c>results/PROFILE/ID.json</c> with its sidecar <c>ID.provenance.json</c>. The result is
/// written first and the sidecar, with the result's SHA-256, last. A result that a killed run left incomplete therefore counts as absent.
/// </summary>
public sealed class ResultStore
{
    private readonly string _folder;
    private readonly WrittenFiles _written;

    /// <summary>Opens the store under <paramref name="output"/>. Each seed other than the default has its own folder.</summary>
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

    /// <summary>The folder of the results.</summary>
    public string Folder => _folder;

    /// <summary>The path of an experiment's result.</summary>
    public string PathOf(string id) => Path.Combine(_folder, $"{id}.json");

    /// <summary>The path of its provenance.</summary>
    public string SidecarOf(string id) => Path.Combine(_folder, $"{id}.provenance.json");

    /// <summary>The result with its sidecar; null if either is absent or damaged, or if they do not belong together.</summary>
    public (ExperimentResult Result, Provenance Provenance)? Load(string id)
    {
        // Files that do not belong together may be read while another process is between writing the first and the second.
        var loaded = LoadBoth(id);
        return loaded is null && File.Exists(PathOf(id)) && File.Exists(SidecarOf(id))
            ? _written.WhileNobodyWrites(() => LoadBoth(id))
            : loaded;
    }

    /// <summary>The sidecar alone, which holds the duration of the last run even if the result is stale.</summary>
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

    /// <summary>Writes a result and its sidecar; <paramref name="provenance"/> receives the result's SHA-256.</summary>
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

    // Whether the file holds the result that its name and folder promise.
    private bool IsOf(string id, ExperimentResult result) =>
        result.Experiment == id && result.Profile == Profile.Name() && result.Seed == Seed;

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
