using System.Globalization;
using Gmlm.Padir.Autoregressive;
using Gmlm.Padir.Model;
using Gmlm.Padir.Weights;
using TorchSharp;

namespace Gmlm.Padir.Models;

/// <summary>
/// A teacher's translations of all sources (sequence-level distillation, Kim and Rush 2016), kept in a file: decoding a training set takes minutes. The file is named by what
/// it depends on, so that another teacher or other sources do not find it. A translation without an end, of a teacher that went round in a circle, is none: it is empty.
/// </summary>
public static class DistilledTargets
{
    /// <summary>From the file, or else by decoding, autoregressively and greedily.</summary>
    /// <param name="teacher">The checkpoint's folder.</param>
    /// <param name="sources">Token ids without end.</param>
    /// <param name="cache">Folder of the file.</param>
    /// <param name="device">Where the teacher decodes; null: the processor.</param>
    /// <param name="progress">Told the share decoded.</param>
    /// <param name="cancel">Stops decoding; nothing is kept then.</param>
    /// <exception cref="CheckpointException">The teacher is no autoregressive checkpoint.</exception>
    public static IReadOnlyList<int[]> Of(string teacher, IReadOnlyList<int[]> sources, string cache, torch.Device? device = null, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        var manifest = Checkpoint.Describe(teacher);
        if (manifest.Recipe.Config.Decoder != DecoderMode.Causal)
        {
            throw new CheckpointException($"{teacher}: {manifest.Recipe.Name} decodes in parallel; a teacher must be autoregressive");
        }

        var sum = TrainingData.Sha256(sources.Select(source => new Training.Example(source, [])));
        var file = Path.Combine(cache, $"{manifest.Recipe.Name}-{manifest.WeightsSha256[..12]}-{sum[..12]}.targets");
        if (File.Exists(file) && Read(file) is { } kept && kept.Length == sources.Count)
        {
            progress?.Report(1);
            return kept;
        }

        using var model = TranslationModel.Load(teacher, device);
        int[][] targets = [.. model.Autoregressive(sources, new AutoregressiveOptions(), progress: progress, cancel: cancel).Select(target => target.Finished ? target.Tokens.ToArray() : [])];
        Directory.CreateDirectory(cache);
        WholeFile.Write(file, string.Concat(targets.Select(target => string.Join(' ', target.Select(id => id.ToString(CultureInfo.InvariantCulture))) + "\n")));
        return targets;
    }

    private static int[][] Read(string file) =>
        [.. File.ReadAllLines(file).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture)).ToArray())];
}
