using System.Diagnostics;
using System.Globalization;
using Gmlm.Padir.Configuration;
using Gmlm.Padir.Corpora;
using Gmlm.Padir.Runtime;
using Gmlm.Padir.T5;
using Gmlm.Padir.Training;
using TorchSharp;

namespace Gmlm.Padir.Models;

/// <summary>The folders and corpora of a training job.</summary>
/// <param name="Corpora">The library of named corpora.</param>
/// <param name="Checkpoints">The folder with the checkpoints of teachers and initial weights, by name.</param>
/// <param name="Target">The folder of the new checkpoint.</param>
/// <param name="Work">The folder of training states and distilled targets, from which a killed run resumes.</param>
public sealed record TrainingPlaces(CorpusLibrary Corpora, string Checkpoints, string Target, string Work);

/// <summary>Receives the progress of a training job.</summary>
public interface ITrainingObserver : IProgress<TrainingProgress>
{
    /// <summary>Reports the current stage.</summary>
    void Stage(string what);

    /// <summary>Reports the share of the sources that the teacher has translated.</summary>
    void Distilling(double share);
}

/// <summary>Trains a model by its recipe: reads the data, distills it, trains, and writes the checkpoint with a log.</summary>
public static class TrainingJob
{
    /// <summary>The name of the log in a checkpoint's folder, which has a line for each validation.</summary>
    public const string LogFile = "training.tsv";

    // The lock that a job holds while it uses its folder of training states.
    private const string LockFile = "lock";

    /// <summary>
    /// Starts or resumes training, and writes the checkpoint. If another process uses the same folder of training states, this process
    /// waits until the other has ended and resumes from its state, because two processes would overwrite each other's states.
    /// </summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="places">The folders and corpora.</param>
    /// <param name="observer">Receives the progress.</param>
    /// <param name="device">The device of the tensors; null for the processor.</param>
    /// <param name="commit">The commit to store in the manifest.</param>
    /// <param name="cancel">Stops after the current step. A call with the same arguments resumes there.</param>
    /// <exception cref="ConfigurationException">The recipe is not valid.</exception>
    /// <exception cref="CorpusException">The data is not available.</exception>
    /// <exception cref="CheckpointException">A checkpoint that the recipe names is missing or damaged.</exception>
    /// <exception cref="TrainingException">Training cannot start or resume.</exception>
    public static CheckpointManifest Run(
        Recipe recipe,
        TrainingPlaces places,
        ITrainingObserver? observer = null,
        torch.Device? device = null,
        string? commit = null,
        CancellationToken cancel = default)
    {
        var folder = Path.Combine(places.Work, recipe.Name);
        void Waiting() => observer?.Stage($"waiting for another training in {folder}");
        using var alone = FileLock.Take(Path.Combine(folder, LockFile), Waiting, cancel);
        observer?.Stage("reading the data");
        var codec = TokenCodec.Of(recipe);
        recipe = (
            recipe with
            {
                Config = recipe.Config with { Network = recipe.Config.Network with { VocabularySize = codec.Size } },
            }).Checked();
        var data = TrainingData.Of(recipe, codec, places.Corpora);
        var parents = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var identity = new ModelIdentity(recipe, codec.Sha256);
        string Parent(string key, string name, Func<ModelIdentity, string?> unlike)
        {
            var parent = Path.Combine(places.Checkpoints, name);
            var manifest = Checkpoint.Describe(parent);
            parents[name] = manifest.WeightsSha256;
            return unlike(manifest.Identity) is { } difference ? throw new ConfigurationException($"{key}: {difference}") : parent;
        }

        if (recipe.DistilledBy is { } teacher)
        {
            observer?.Stage($"translating the data by {teacher}");
            var progress = observer is null ? null : new Relay(observer.Distilling);
            var (translator, cache) = (Parent("distilledBy", teacher, identity.Unlike), Path.Combine(places.Work, "distilled"));
            data = data.Distilled(DistilledTargets.Of(
                translator, data.Sources, recipe.DistilledBeam, recipe.EndlessTargets, cache, device, progress, cancel));
            if (data.Training.Count == 0 || data.Validation.Count == 0)
            {
                throw new TrainingException(
                    $"{teacher} ended {data.Training.Count} training and {data.Validation.Count} validation translations within their "
                        + $"limits; a teacher must be trained for longer");
            }
        }

        var examples = new Examples(recipe.Config, codec.Tokens);
        var (training, validation) = (examples.Of(data.Training), examples.Of(data.Validation));
        using var model = new PadirModel(recipe.Config);
        if (recipe.BeginFrom is { } first)
        {
            // Weights of a model with another direction are allowed, since the token ids have the same meaning.
            model.BeginFrom(Checkpoint.Weights(Parent("beginFrom", first, identity.VocabularyUnlike)));
        }

        if (device is not null)
        {
            model.to(device);
        }

        observer?.Stage("training");
        var clock = new Clock(folder);
        TrainingOutcome outcome;
        try
        {
            outcome = new Trainer(model, codec.Tokens, training, validation, clock.Folder).Run(observer, cancel);
        }
        finally
        {
            clock.Stop();
        }

        double? bias = null;
        if (recipe.Config.IsCanvas)
        {
            observer?.Stage("choosing the blank bias");
            using var translator = new TranslationModel(PadirModel.Of(recipe.Config, outcome.Weights), codec.Tokens);
            bias = BlankBias.Of(translator, data.Validation, cancel);
        }

        var saved = Checkpoint.Save(places.Target, outcome.Weights, recipe.EightBits, sum => new CheckpointManifest
        {
            Recipe = recipe,
            WeightsSha256 = sum,
            VocabularySha256 = codec.Sha256,
            ExamplesSha256 = TrainingData.Sha256(training, validation),
            Parents = parents,
            Commit = commit,
            Steps = recipe.Config.Training.Steps,
            Averaged = outcome.Averaged,
            Seconds = Math.Round(clock.Seconds),
            Threads = model.Network.Device.type == DeviceType.CPU ? torch.get_num_threads() : null,
            Scores = Scores(outcome.Chosen),
            BlankBias = bias,
            LeftOut = data.Training.Count - training.Count,
        });
        WholeFile.Write(Path.Combine(places.Target, LogFile), Log(outcome.Validations));
        return saved;
    }

    private static SortedDictionary<string, double> Scores(ValidationPoint point)
    {
        var scores = new SortedDictionary<string, double>(StringComparer.Ordinal)
        {
            ["validationAccuracy"] = point.Accuracy,
            ["validationLengthLoss"] = point.LengthLoss,
            ["validationLoss"] = point.Loss,
        };
        if ((point.LengthRatio, point.BlankShare) is (double ratio, double blanks))
        {
            scores["validationLengthRatio"] = ratio;
            scores["validationBlankShare"] = blanks;
        }

        return scores;
    }

    // For a canvas the log has two further columns.
    private static string Log(IReadOnlyList<ValidationPoint> points)
    {
        var canvas = points.Any(point => point.LengthRatio is not null);
        var head = "step\tvalidation loss\taccuracy\tlength loss" + (canvas ? "\tlength ratio\tblank share" : "");
        return string.Concat(points.Select(Row).Prepend(head).Select(line => line + "\n"));

        string Row(ValidationPoint point)
        {
            double?[] cells =
            [
                point.Loss, point.Accuracy, point.LengthLoss, .. canvas ? [point.LengthRatio, point.BlankShare] : Array.Empty<double?>(),
            ];
            return string.Join(
                '\t',
                cells.Select(cell => FormattableString.Invariant($"{cell:F4}")).Prepend(FormattableString.Invariant($"{point.Step}")));
        }
    }

    private sealed class Relay(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }

    // Measures the seconds of all runs of a job together.
    private sealed class Clock
    {
        private readonly string _file;
        private readonly double _before;
        private readonly Stopwatch _watch = Stopwatch.StartNew();

        public Clock(string folder)
        {
            Directory.CreateDirectory(folder);
            (Folder, _file) = (folder, Path.Combine(folder, "seconds"));
            _before = File.Exists(_file)
                && double.TryParse(File.ReadAllText(_file), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
                ? seconds
                : 0;
        }

        public string Folder { get; }

        public double Seconds => _before + _watch.Elapsed.TotalSeconds;

        public void Stop() => WholeFile.Write(_file, Seconds.ToString("F1", CultureInfo.InvariantCulture));
    }
}
