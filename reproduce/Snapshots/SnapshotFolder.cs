using System.Text.Json;
using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Harness.Cache;

namespace Gmlm.Reproduce.Snapshots;

/// <summary>Snapshots as files: <c>ID.verified.json</c> is committed, <c>ID.received.json</c> is what a moved result would make of it and is ignored by git.</summary>
public sealed class SnapshotFolder(string folder) : ISnapshotGate
{
    private const string VerifiedSuffix = ".verified.json";

    /// <inheritdoc/>
    /// <exception cref="UserError">The file is not a snapshot.</exception>
    public Snapshot? Load(string experiment)
    {
        var path = Verified(experiment);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return LineJson.Read<Snapshot>(File.ReadAllText(path));
        }
        catch (JsonException error)
        {
            throw UserError.Missing($"{path} is not a snapshot (line {error.LineNumber + 1}: {error.Message.Split('|')[0].Trim()}); restore it from git", error);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<Difference> Compare(ExperimentResult result) => Load(result.Experiment) is { } snapshot
        ? Comparison.Compare(snapshot, result)
        : [new Difference(result.Experiment, "(snapshot)", "none", "result", null, null, "must be there", true)];

    /// <inheritdoc/>
    public string Receive(ExperimentResult result, bool moved)
    {
        var path = Received(result.Experiment);
        if (moved)
        {
            AtomicFile.Write(path, LineJson.Write(Snapshot.Of(result, ThisMachine.Machine, Load(result.Experiment), reason: null)));
        }
        else
        {
            File.Delete(path);
        }

        return path;
    }

    /// <inheritdoc/>
    public void Accept(ExperimentResult result, Machine machine, string reason, IReadOnlyCollection<string>? restated = null)
    {
        AtomicFile.Write(Verified(result.Experiment), LineJson.Write(Snapshot.Of(result, machine, Load(result.Experiment), reason, restated)));
        File.Delete(Received(result.Experiment));
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Orphans(IReadOnlyCollection<string> registered) => Directory.Exists(folder)
        ? [.. Directory.GetFiles(folder, $"*{VerifiedSuffix}")
            .Select(path => Path.GetFileName(path)[..^VerifiedSuffix.Length])
            .Where(id => !registered.Contains(id))
            .Order(StringComparer.Ordinal)]
        : [];

    /// <inheritdoc/>
    public void Remove(string experiment) => File.Delete(Verified(experiment));

    /// <summary>Where the snapshot of an experiment is.</summary>
    public string Verified(string experiment) => Path.Combine(folder, experiment + VerifiedSuffix);

    /// <summary>Where a moved result is written.</summary>
    public string Received(string experiment) => Path.Combine(folder, $"{experiment}.received.json");
}
