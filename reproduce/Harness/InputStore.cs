using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gmlm.Padir.Corpora;
using Gmlm.Padir.Messages;
using Gmlm.Padir.T5;
using Gmlm.Padir.Models;

namespace Gmlm.Reproduce.Harness;

/// <summary>Where experiments get their inputs. It never fetches, and makes no checkpoint: what is not there is missing.</summary>
/// <param name="checkpoints">Folder of the checkpoints by name.</param>
/// <param name="corpora">The cache of the corpora.</param>
public sealed class InputStore(string checkpoints, CorpusStore corpora)
{
    private const string Absent = "none";

    private static readonly string[] CheckpointFiles = [Checkpoint.ManifestFile, Checkpoint.WeightsFile, TrainingJob.LogFile];

    private readonly CorpusLibrary _library = new(corpora);
    private readonly ConcurrentDictionary<string, Lazy<object>> _made = [];

    // Of all stores of this process: the checkpoints together have 80 MB, and every experiment that reads one asks for its sum. A file that is
    // written anew has another time or length.
    private static readonly ConcurrentDictionary<(string File, long Length, DateTime Written), Lazy<string>> Sums = [];

    /// <summary>The inputs of a checkout.</summary>
    public static InputStore Of(Repository repository, CorpusStore corpora) => new(Path.Combine(repository.Root, "padir", "checkpoints"), corpora);

    /// <summary>
    /// SHA-256 that stands for all of an input, or null where it is missing: of a checkpoint's manifest, weights and training log; of a corpus's
    /// pinned sums.
    /// </summary>
    public string? Checksum(Input input)
    {
        if (input.Kind == InputKind.Checkpoint)
        {
            var folder = Path.Combine(checkpoints, input.Name);
            string[] sums = [.. CheckpointFiles.Select(name => SumOf(Path.Combine(folder, name)))];
            return sums[0] == Absent ? null : Hash(Encoding.UTF8.GetBytes(string.Join(' ', sums)));
        }

        var entry = Catalogue.Find(input.Name);
        return corpora.Has(entry) ? Hash(Encoding.UTF8.GetBytes(string.Join(' ', entry.Files.Select(file => file.Sha256)))) : null;
    }

    /// <summary>Why something that needs these cannot be done, with the commands that get them; null where all are there.</summary>
    public string? Lacking(params IEnumerable<Input> inputs)
    {
        Input[] missing = [.. inputs.Where(input => Checksum(input) is null)];
        return missing.Length == 0
            ? null
            : $"{string.Join(" and ", missing.Select(input => input.ToString()))} {(missing.Length == 1 ? "is" : "are")} not here; get {(missing.Length == 1 ? "it" : "them")} with `{string.Join("`, `", missing.Select(input => input.Command))}`";
    }

    /// <summary>A trained model; the caller disposes of it.</summary>
    /// <exception cref="Padir.T5.CheckpointException">It is missing or damaged.</exception>
    public TranslationModel Model(string name) => TranslationModel.Load(Path.Combine(checkpoints, name));

    /// <summary>What a checkpoint says of itself.</summary>
    /// <exception cref="Padir.T5.CheckpointException">It is missing or damaged.</exception>
    public CheckpointManifest Describe(string name) => Checkpoint.Describe(Path.Combine(checkpoints, name));

    /// <summary>The validation losses of a checkpoint's log, in nats a token, in order.</summary>
    /// <exception cref="IOException">It has no log.</exception>
    /// <exception cref="CheckpointException">A line is not one of a log.</exception>
    public double[] TrainingLog(string name)
    {
        var path = Path.Combine(checkpoints, name, TrainingJob.LogFile);
        return [.. File.ReadLines(path).Skip(1).Select((line, i) => Loss(path, line, i + 2))];
    }

    /// <summary>Where a model is trained again: from the checkpoints that are here, and into a folder of its own.</summary>
    public TrainingPlaces Training(string work) => new(_library, checkpoints, Path.Combine(work, "checkpoint"), work);

    /// <summary>A split of a corpus.</summary>
    /// <exception cref="CorpusException">It is missing or malformed.</exception>
    public ParallelText Text(string corpus, string split, string direction) => _library.Load(corpus, split, Direction.Parse(direction));

    /// <summary>What <paramref name="make"/> makes of inputs, made once in a run for all experiments that ask for the same, on whatever thread.</summary>
    /// <param name="what">Names all choices.</param>
    /// <param name="content">All that it is made of: the texts themselves, or sums that stand for them.</param>
    /// <param name="make">Deterministic.</param>
    public T Once<T>(string what, IEnumerable<string> content, Func<T> make)
        where T : notnull
    {
        var sums = string.Concat(content.Select(text => Hash(Encoding.UTF8.GetBytes(text))));
        return (T)_made.GetOrAdd($"{what} {Hash(Encoding.UTF8.GetBytes(sums))}", _ => new Lazy<object>(() => make())).Value;
    }

    // What the manifest says of the weights is not enough: the file itself may have changed.
    private static string SumOf(string path)
    {
        var file = new FileInfo(path);
        return file.Exists
            ? Sums.GetOrAdd((file.FullName, file.Length, file.LastWriteTimeUtc), _ => new Lazy<string>(() => HashOf(path))).Value
            : Absent;
    }

    private static string HashOf(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static double Loss(string path, string line, int number) =>
        line.Split('\t') is [_, var loss, ..] && double.TryParse(loss, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new CheckpointException(
                $"{path}, line {number}: {MessageText.Quote(line)} is not a step, a loss and more, with tabs between; train the model again");
}
