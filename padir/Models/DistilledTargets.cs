using System.Globalization;
using Gmlm.Padir.Autoregressive;
using Gmlm.Padir.Messages;
using Gmlm.Padir.Runtime;
using Gmlm.Padir.T5;
using TorchSharp;

namespace Gmlm.Padir.Models;

/// <summary>
/// A teacher's translations of all sources (sequence-level distillation, Kim and Rush 2016), kept in a file, since decoding a training set
/// takes minutes to hours. The file's name contains checksums of teacher and sources, so that it is not used for others. Translations are
/// appended in pieces to a temporary file, so that a killed run resumes with the next piece. A translation without end token, in which the
/// teacher repeated itself up to the length limit, is stored as an empty line unless <see cref="Recipe.EndlessTargets"/> is set.
/// </summary>
public static class DistilledTargets
{
    // The number of sources of a piece, which takes a minute or two on one core.
    private const int Piece = 8192;

    /// <summary>Reads the translations from the file, or decodes them and writes the file.</summary>
    /// <param name="teacher">The checkpoint's folder.</param>
    /// <param name="sources">The sources as token ids, without end token.</param>
    /// <param name="beam">The beam width, at least 1. Hypotheses of a wider beam are compared with length normalisation α = 1.</param>
    /// <param name="endless"><see cref="Recipe.EndlessTargets"/>.</param>
    /// <param name="cache">The folder of the file.</param>
    /// <param name="device">The device on which the teacher decodes; null for the processor.</param>
    /// <param name="progress">Receives the share of sources decoded, from 0 to 1.</param>
    /// <param name="cancel">Stops decoding; finished pieces are kept.</param>
    /// <exception cref="CheckpointException">The teacher is no autoregressive checkpoint.</exception>
    public static IReadOnlyList<int[]> Of(
        string teacher,
        IReadOnlyList<int[]> sources,
        int beam,
        bool endless,
        string cache,
        torch.Device? device = null,
        IProgress<double>? progress = null,
        CancellationToken cancel = default) => InPieces(teacher, sources, beam, endless, cache, Piece, device, progress, cancel);

    /// <inheritdoc cref="Of"/>
    /// <param name="size">The number of sources of a piece, at least 1.</param>
    internal static IReadOnlyList<int[]> InPieces(
        string teacher,
        IReadOnlyList<int[]> sources,
        int beam,
        bool endless,
        string cache,
        int size,
        torch.Device? device = null,
        IProgress<double>? progress = null,
        CancellationToken cancel = default)
    {
        var manifest = Checkpoint.Describe(teacher);
        if (manifest.Recipe.Config.Decoder != DecoderMode.Causal)
        {
            throw new CheckpointException($"{teacher}: {manifest.Recipe.Name} decodes in parallel; a teacher must be autoregressive");
        }

        var sum = TrainingData.Sha256(sources.Select(source => new Training.Example(source, [])));
        var searched = (beam == 1 ? "" : $"-beam{beam}") + (endless ? "-endless" : "");
        var file = Path.Combine(cache, $"{manifest.Recipe.Name}-{manifest.WeightsSha256[..12]}-{sum[..12]}{searched}.targets");
        if (Read(file) is { } kept && kept.Length == sources.Count)
        {
            progress?.Report(1);
            return kept;
        }

        Directory.CreateDirectory(cache);
        var beside = file + ".part";
        var targets = new List<int[]>(Read(beside) ?? []);
        var options = new AutoregressiveOptions { BeamWidth = beam, LengthAlpha = beam == 1 ? null : 1 };
        using var model = TranslationModel.Load(teacher, device);
        while (targets.Count < sources.Count)
        {
            var done = targets.Count;
            int[][] piece = [.. sources.Skip(done).Take(size)];
            var share = progress is null ? null : new PieceProgress(progress, done, piece.Length, sources.Count);
            var translated = model.Autoregressive(piece, options, limited: !endless, progress: share, cancel: cancel);
            targets.AddRange(translated.Select(target => target.Finished || endless ? target.Tokens.ToArray() : []));
            WholeFile.Write(beside, string.Concat(targets.Select(Line)));
        }

        File.Move(beside, file, overwrite: true);
        return targets;
    }

    private static string Line(int[] target) => string.Join(' ', target.Select(id => id.ToString(CultureInfo.InvariantCulture))) + "\n";

    /// <summary>Reads the translations of a file; null if there is none.</summary>
    /// <exception cref="CheckpointException">A line holds something other than token ids.</exception>
    internal static int[][]? Read(string file) => File.Exists(file)
        ? [.. File.ReadAllLines(file).Select((line, i) => Ids(file, line, i + 1))]
        : null;

    private static int[] Ids(string file, string line, int number)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var ids = new int[words.Length];
        for (var i = 0; i < ids.Length; i++)
        {
            if (!int.TryParse(words[i], NumberStyles.None, CultureInfo.InvariantCulture, out ids[i]))
            {
                throw new CheckpointException(
                    $"{file}, line {number}: {MessageText.Quote(words[i])} is not a token id; remove the file, and the teacher translates "
                    + "again");
            }
        }

        return ids;
    }

    // Converts the progress within a piece to the progress over all sources.
    private sealed class PieceProgress(IProgress<double> whole, int before, int piece, int all) : IProgress<double>
    {
        public void Report(double value) => whole.Report((before + (value * piece)) / all);
    }
}
