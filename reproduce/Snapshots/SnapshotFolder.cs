using System.Text.Json;
using Gmlm.Reproduce.Harness.Cache;

namespace Gmlm.Reproduce.Snapshots;

/// <summary>
/// Snapshots as files: <c>ID.verified.json</c> is committed; <c>ID.received.json</c>, beside the results, is the snapshot that a
/// moved result would give.
/// </summary>
/// <param name="folder">The committed snapshots of one profile.</param>
/// <param name="received">The folder of that profile's results.</param>
/// <param name="written">The list of the files written to the output folder.</param>
/// <param name="profile">The profile, which every snapshot of the folder must name.</param>
public sealed class SnapshotFolder(string folder, string received, WrittenFiles written, Profile profile) : ISnapshotGate
{
    private const string VerifiedSuffix = ".verified.json";

    /// <inheritdoc/>
    /// <exception cref="UserError">The file is not a snapshot, or it is one of another experiment or profile.</exception>
    public Snapshot? Load(string experiment)
    {
        var path = Verified(experiment);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            var snapshot = LineJson.Read<Snapshot>(File.ReadAllText(path));
            return snapshot.Experiment == experiment && snapshot.Profile == profile.Name()
                ? snapshot
                : throw UserError.Missing(
                    $"{path} is the snapshot of {snapshot.Experiment} in profile {snapshot.Profile}, "
                    + $"not of {experiment} in {profile.Name()}; restore it from git");
        }
        catch (JsonException error)
        {
            throw UserError.Missing(
                $"{path} is not a snapshot ({Where(error)}{error.Message.Split('|')[0].Trim()}); restore it from git", error);
        }
    }

    public IReadOnlyList<Difference> Compare(ExperimentResult result) => Load(result.Experiment) is { } snapshot
        ? Comparison.Compare(snapshot, result)
        : [Difference.Missing(result.Experiment, "(snapshot)", "none", "result")];

    public string Receive(ExperimentResult result, bool moved)
    {
        var path = Received(result.Experiment);
        if (moved)
        {
            written.Write(path, LineJson.Write(Snapshot.Of(result, ThisMachine.Machine, Load(result.Experiment), acceptance: null)));
        }
        else
        {
            Delete(path);
        }

        return path;
    }

    public void Accept(ExperimentResult result, Machine machine, Acceptance acceptance, IReadOnlyCollection<string>? restated = null)
    {
        var accepted = Snapshot.Of(result, machine, Load(result.Experiment), acceptance, restated);
        AtomicFile.Write(Verified(result.Experiment), LineJson.Write(accepted));
        Delete(Received(result.Experiment));
    }

    public void Complete(ExperimentResult result, Acceptance acceptance) =>
        AtomicFile.Write(Verified(result.Experiment), LineJson.Write(Load(result.Experiment)!.Completed(result, acceptance)));

    public IReadOnlyList<string> Orphans(IReadOnlyCollection<string> registered) => Directory.Exists(folder)
        ? [.. Directory.GetFiles(folder, $"*{VerifiedSuffix}")
            .Select(path => Path.GetFileName(path)[..^VerifiedSuffix.Length])
            .Where(id => !registered.Contains(id))
            .Order(StringComparer.Ordinal)]
        : [];

    public void Remove(string experiment) => File.Delete(Verified(experiment));

    public string Verified(string experiment) => Path.Combine(folder, experiment + VerifiedSuffix);

    /// <summary>The path of the received file of a moved result.</summary>
    public string Received(string experiment) => Path.Combine(received, $"{experiment}.received.json");

    // Only syntax errors have a line number.
    private static string Where(JsonException error) => error.LineNumber is { } line ? $"line {line + 1}: " : "";

    private static void Delete(string path)
    {
        if (File.Exists(path))
        {
            File.Delete(path);
        }
    }
}
