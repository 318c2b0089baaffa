using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Gmlm.Padir.Corpora;
using Gmlm.Padir.Messages;
using Gmlm.Padir.T5;
using Gmlm.Padir.Models;

namespace Gmlm.Reproduce.Harness;

/// <summary>Gives experiments their inputs. It neither fetches corpora nor trains checkpoints; an absent input is missing.</summary>
/// <param name="checkpoints">The folder that holds the checkpoints by name.</param>
/// <param name="corpora">The cache of the corpora.</param>
public sealed class InputStore(string checkpoints, CorpusStore corpora)
{
    private const string Absent = "none";

    private static readonly string[] CheckpointFiles = [Checkpoint.ManifestFile, Checkpoint.WeightsFile, TrainingJob.LogFile];

    private readonly CorpusLibrary _library = new(corpora);
    private readonly ConcurrentDictionary<string, Lazy<object>> _made = [];

    // Shared by all stores of this process, since every experiment that reads a checkpoint needs its checksum, and the checkpoints have 80
    // MB together. A file that is written again has another time or length.
    private static readonly ConcurrentDictionary<(string File, long Length, DateTime Written), Lazy<string>> Sums = [];

    /// <summary>The inputs of a checkout.</summary>
    public static InputStore Of(Repository repository, CorpusStore corpora) =>
        new(Path.Combine(repository.Root, "padir", "checkpoints"), corpora);

    /// <summary>
    /// The SHA-256 of an input: of a checkpoint's manifest, weights and training log, or of the pinned checksums of a corpus. Null
    /// for a missing input.
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

    /// <summary>A sentence that names the missing inputs and the commands that get them; null if all inputs are present.</summary>
    public string? Lacking(params IEnumerable<Input> inputs)
    {
        Input[] missing = [.. inputs.Where(input => Checksum(input) is null)];
        return missing.Length == 0
            ? null
            : $"{string.Join(" and ", missing.Select(input => input.ToString()))} {(missing.Length == 1 ? "is" : "are")} not here; get "
                + $"{(missing.Length == 1 ? "it" : "them")} with `{string.Join("`, `", missing.Select(input => input.Command))}`";
    }

    /// <summary>A trained model; the caller disposes of it.</summary>
    /// <exception cref="CheckpointException">The checkpoint is missing or damaged.</exception>
    public TranslationModel Model(string name) => TranslationModel.Load(Path.Combine(checkpoints, name));

    /// <summary>The manifest of a checkpoint.</summary>
    /// <exception cref="CheckpointException">The checkpoint is missing or damaged.</exception>
    public CheckpointManifest Describe(string name) => Checkpoint.Describe(Path.Combine(checkpoints, name));

    /// <summary>The validation losses of a checkpoint's log, in nats per token, in order.</summary>
    /// <exception cref="IOException">The checkpoint has no log.</exception>
    /// <exception cref="CheckpointException">A line of the log is malformed.</exception>
    public double[] TrainingLog(string name)
    {
        var path = Path.Combine(checkpoints, name, TrainingJob.LogFile);
        return [.. File.ReadLines(path).Skip(1).Select((line, i) => Loss(path, line, i + 2))];
    }

    /// <summary>
    /// The folders for training a model again: the checkpoints are read here, and the new one is written below <paramref name="work"/>.
    /// </summary>
    public TrainingPlaces Training(string work) => new(_library, checkpoints, Path.Combine(work, "checkpoint"), work);

    /// <summary>A split of a corpus.</summary>
    /// <exception cref="CorpusException">The corpus is missing or malformed.</exception>
    public ParallelText Text(string corpus, string split, string direction) => _library.Load(corpus, split, Direction.Parse(direction));

    /// <summary>
    /// The value of <paramref name="make"/>, computed once for all experiments of a run that ask for it, from any thread.
    /// </summary>
    /// <param name="what">Names the computation and its settings.</param>
    /// <param name="content">Everything the value is computed from: the texts themselves, or their checksums.</param>
    /// <param name="make">Computes the value, deterministically.</param>
    public T Once<T>(string what, IEnumerable<string> content, Func<T> make)
        where T : notnull
    {
        var sums = string.Concat(content.Select(text => Hash(Encoding.UTF8.GetBytes(text))));
        return (T)_made.GetOrAdd($"{what} {Hash(Encoding.UTF8.GetBytes(sums))}", _ => new Lazy<object>(() => make())).Value;
    }

    // The weights are hashed themselves, since the checksum in the manifest does not show that the file has changed.
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
                $"{path}, line {number}: {MessageText.Quote(line)} is not a step, a loss and more, with tabs between; train the model "
                + "again");
}
