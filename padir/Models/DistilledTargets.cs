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
    /// <summary>From the file, or else by autoregressive decoding.</summary>
    /// <param name="teacher">The checkpoint's folder.</param>
    /// <param name="sources">Token ids without end.</param>
    /// <param name="beam">How many hypotheses are kept open, at least 1; several are compared per token (length penalty 1).</param>
    /// <param name="cache">Folder of the file.</param>
    /// <param name="device">Where the teacher decodes; null: the processor.</param>
    /// <param name="progress">Told the share decoded.</param>
    /// <param name="cancel">Stops decoding; nothing is kept then.</param>
    /// <exception cref="CheckpointException">The teacher is no autoregressive checkpoint.</exception>
    public static IReadOnlyList<int[]> Of(string teacher, IReadOnlyList<int[]> sources, int beam, string cache, torch.Device? device = null, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        var manifest = Checkpoint.Describe(teacher);
        if (manifest.Recipe.Config.Decoder != DecoderMode.Causal)
        {
            throw new CheckpointException($"{teacher}: {manifest.Recipe.Name} decodes in parallel; a teacher must be autoregressive");
        }

        var sum = TrainingData.Sha256(sources.Select(source => new Training.Example(source, [])));
        var searched = beam == 1 ? "" : $"-beam{beam}";
        var file = Path.Combine(cache, $"{manifest.Recipe.Name}-{manifest.WeightsSha256[..12]}-{sum[..12]}{searched}.targets");
        if (File.Exists(file) && Read(file) is { } kept && kept.Length == sources.Count)
        {
            progress?.Report(1);
            return kept;
        }

        using var model = TranslationModel.Load(teacher, device);
        var options = new AutoregressiveOptions { BeamWidth = beam, BrevityAlpha = beam == 1 ? null : 1 };
        int[][] targets = [.. model.Autoregressive(sources, options, progress: progress, cancel: cancel).Select(target => target.Finished ? target.Tokens.ToArray() : [])];
        Directory.CreateDirectory(cache);
        WholeFile.Write(file, string.Concat(targets.Select(target => string.Join(' ', target.Select(id => id.ToString(CultureInfo.InvariantCulture))) + "\n")));
        return targets;
    }

    private static int[][] Read(string file) =>
        [.. File.ReadAllLines(file).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture)).ToArray())];
}
