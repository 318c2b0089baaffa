using System.Security.Cryptography;
using System.Text;
using Gmlm.Attack.MadeUp;
using Gmlm.Padir.Configuration;
using Gmlm.Padir.Corpora;
using Gmlm.Padir.Models;
using Gmlm.Padir.T5;
using Gmlm.Padir.Tokens;
using Gmlm.Padir.Training;
using Gmlm.Padir.Weights;
using Gmlm.Reproduce.Commands.Translating;
using Gmlm.Reproduce.Explore;
using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Harness.Cache;
using Gmlm.Reproduce.Snapshots;

namespace Gmlm.Attack.Inputs;

/// <summary>All readers of the product, with valid files to mutate.</summary>
/// <param name="root">The checkout, which provides a manifest and a vocabulary.</param>
internal sealed class Readers(string root)
{
    private static readonly T5Config Network = new()
    {
        VocabularySize = 40, Width = 8, HeadWidth = 4, Heads = 2, FeedForwardWidth = 16, EncoderLayers = 1, DecoderLayers = 1,
    };

    private readonly byte[] _manifest = File.ReadAllBytes(
        Path.Combine(root, "padir", "checkpoints", "controlled-ar", Checkpoint.ManifestFile));

    /// <summary>The readers, in the order in which they are attacked.</summary>
    public IReadOnlyList<Reader> All() => [.. Weights(), .. Corpora(), .. Harness(), .. Models(), .. Training()];

    private static IEnumerable<Reader> Weights()
    {
        byte[][] files =
        [
            Tensors(WeightType.F32, 3, 4), Tensors(WeightType.F16, 5), Tensors(WeightType.BF16, 2, 0, 3), Tensors(WeightType.I8),
        ];
        yield return new Reader(
            "safetensors", files, WrappedMutations.Safetensors,
            AsFile("model.safetensors", path => SafetensorsReader.Read(path)), typeof(SafetensorsException));
        const string index =
            """{"metadata": {"size": 8}, "weight_map": {"a": "model-1-of-2.safetensors", "b": "model-2-of-2.safetensors"}}""";
        yield return new Reader("weights' index", [Text(index)],
            JsonMutations.Of, folder =>
            {
                File.WriteAllBytes(Path.Combine(folder, "model-1-of-2.safetensors"), Tensors("a", WeightType.F32, 3, 4));
                File.WriteAllBytes(Path.Combine(folder, "model-2-of-2.safetensors"), Tensors("b", WeightType.F32, 2));
                return AsFile(HuggingFaceFiles.IndexFile, _ => HuggingFaceFiles.Of(folder).Tensors())(folder);
            },
            typeof(CheckpointException), typeof(SafetensorsException), typeof(IOException));
    }

    private static IEnumerable<Reader> Corpora()
    {
        byte[][] lines = [
            Text("Ein Hund läuft.\nZwei Kinder spielen im Garten.\n"), Text("a b c\r\n\r\nd\u2028e\n"), Text("\uFEFFone\ntwo")];
        byte[][] pairs = [Text("A dog.\tEin Hund.\nTwo cats.\tZwei Katzen.\tmore\n"), Text("one\teins\r\ntwo\tzwei")];
        yield return new Reader(
            "tab-separated corpus", pairs, TextMutations.Of, AsFile("train.tsv", path => Drain(path)), typeof(CorpusException));
        byte[][] gzips = [.. pairs.Select(WrappedMutations.Compressed), [.. pairs.SelectMany(WrappedMutations.Compressed)]];
        yield return new Reader("gzip corpus", gzips,
            WrappedMutations.Gzip, AsFile("test.en-de.tsv.gz", path => Drain(path)), typeof(CorpusException));
        byte[][] aligned = [lines[0], Text("a b c\r\nd\u2028e\n"), lines[2]];
        yield return new Reader("aligned corpus", aligned, TextMutations.Of, folder =>
            {
                File.WriteAllText(Path.Combine(folder, "train.de"), "eins\nzwei\n");
                return AsFile("train.en", path => Drain(path))(folder);
            },
            typeof(CorpusException));
        yield return new Reader(
            "sentences to score", lines, TextMutations.Of, AsFile("hypotheses", path => SentenceFile.Read(path)), typeof(UserError));
        yield return new Reader("sentences to score, gzip", [.. lines.Select(WrappedMutations.Compressed)],
            WrappedMutations.Gzip, AsFile("hypotheses.gz", path => SentenceFile.Read(path)), typeof(UserError));
        yield return new Reader("sentences to translate", lines, TextMutations.Of, _ => input =>
            {
                using var stream = new MemoryStream(input);
                SentenceFile.Lines(new StrictLines(stream, "standard input") { MayBeEmpty = true }).Count();
            },
            typeof(UserError));
    }

    private static IEnumerable<Reader> Harness()
    {
        var (result, snapshot) = (Gate.Sample.Result, Gate.Sample.Snapshot);
        byte[][] specs =
        [
            Text("""{"ising": {"fields": [0.1, -0.2, 0.3], "couplings": [[0, 1, 0.5], [1, 2, -0.5]]}}"""),
            Text("""{"clique": {"n": 10, "clique": 4, "coupling": 3, "field": 5}}"""),
            Text("""{"potts": {"q": 3, "n": 2, "couplings": [[0, 1, 1.5]], "fields": [[0, 0, 1], [0.5, 0, 0]]}}"""),
            Text("""{"table": {"alphabet": 2, "n": 2, "weights": [1, 2, 3, 1e-3]}}"""),
        ];
        yield return new Reader(
            "explore's models", specs, JsonMutations.Of, AsFile("spec.json", path => SpecReader.ReadFile(path)), typeof(UserError));
        byte[][] snapshots = [
            Text(LineJson.Write(snapshot)),
            Text(LineJson.Write(Accepted.Of(StubExperiment.Result("sample", 1, Verdict.Violated), "so it is")))];
        yield return new Reader("snapshot", snapshots, JsonMutations.Of, folder =>
            {
                var kept = new SnapshotFolder(folder, folder, new WrittenFiles(folder), Profile.Smoke);
                var gate = new Reproduce.Snapshots.Gate(kept);
                object? Verify(string path) => GateMarkdown.Of(gate.Verify([result], ["sample"], ThisMachine.Machine), Profile.Smoke);
                return AsFile("sample.verified.json", Verify)(folder);
            },
            typeof(UserError));
        yield return new Reader("result", [Text(LineJson.Write(result))], JsonMutations.Of, folder =>
            {
                // The sidecar gets the right SHA-256, as a forger would write it, so that the reader itself is tested.
                var store = new ResultStore(folder, Profile.Smoke, Run.DefaultSeed);
                store.Save(result, Origin);
                var sidecar = Path.ChangeExtension(store.PathOf("sample"), ".provenance.json");
                return input =>
                {
                    var text = Encoding.UTF8.GetString(input);
                    File.WriteAllText(store.PathOf("sample"), text);
                    var sum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
                    File.WriteAllText(sidecar, LineJson.Write(Origin(sum)));
                    if (store.Load("sample") is { } loaded)
                    {
                        Comparison.Compare(snapshot, loaded.Result);
                        AcceptanceRules.Check(loaded.Result, loaded.Provenance, snapshot, Profile.Smoke, []);
                    }
                };
            },
            typeof(UserError));
        yield return new Reader("provenance", [Text(LineJson.Write(Origin("")))], JsonMutations.Of, folder =>
            {
                var store = new ResultStore(folder, Profile.Smoke, Run.DefaultSeed);
                store.Save(result, Origin);
                return AsFile(Path.ChangeExtension(store.PathOf("sample"), ".provenance.json"), _ => store.Load("sample"))(folder);
            });
        yield return new Reader("input of t5", [Text("""{"input_ids": [[1, 2, 3], [4, 5, 1]], "decoder_input_ids": [[0], [0]]}""")],
            JsonMutations.Of, AsFile("input.json", path => T5Input.Read(path, Network)), typeof(UserError));
    }

    private IEnumerable<Reader> Models()
    {
        yield return new Reader("checkpoint's manifest", [_manifest], JsonMutations.Of,
            folder => AsFile(Checkpoint.ManifestFile, _ => Checkpoint.Describe(folder))(folder), typeof(CheckpointException));
        byte[][] recipes = [.. Recipes.All.Take(3).Select(recipe => Text(recipe.Format()))];
        yield return new Reader(
            "recipe", recipes, JsonMutations.Of, AsFile("recipe.json", path => Recipe.Parse(Utf8File.Read(path))),
            typeof(ConfigurationException), typeof(UserError));
        yield return new Reader("T5's config.json", [Text(HuggingFaceConfig.Format(Network))], JsonMutations.Of,
            folder => AsFile("config.json", _ => HuggingFaceCheckpoint.LoadConfig(folder))(folder), typeof(CheckpointException));
        var vocabulary = File.ReadAllBytes(Path.Combine(root, "padir", "vocab", "multi30k-en-de.model"));
        yield return new Reader("SentencePiece model", SentencePieceSeeds.From(vocabulary), ByteMutations.Of,
            AsFile("own.model", path =>
            {
                var read = Vocabulary.Load(path);
                return read.Decode(read.Encode("Ein Hund läuft über ½ Straße ﬁ \u200B 😀", end: true));
            }),
            typeof(InvalidDataException));
    }

    private static IEnumerable<Reader> Training()
    {
        var log = Text("step\tloss\taccuracy\tlengthLoss\n10\t2.5\t0.5\t0\n20\t2\t0.6\t0.1\n");
        yield return new Reader("log of a training", [log], TextMutations.Of, folder =>
            {
                var store = new InputStore(folder, new CorpusStore(new CorpusPlaces(folder, null)));
                Directory.CreateDirectory(Path.Combine(folder, "model"));
                return AsFile(Path.Combine("model", TrainingJob.LogFile), _ => store.TrainingLog("model"))(folder);
            },
            typeof(CheckpointException));
        yield return new Reader(
            "translations by a teacher", [Text("5 6 7\n\n12 400\n")], TextMutations.Of,
            AsFile("model.targets", path => DistilledTargets.Read(path)), typeof(CheckpointException));
        WeightTensor[] weights = [new("a", [2, 2], [1, 2, 3, 4])];
        var state = new TrainingState(
            20, [new ValidationPoint(10, 2.5, 0.5, 0), new ValidationPoint(20, 2, 0.6, 0.1)], weights, weights, [weights], weights);
        yield return new Reader("state of a training", [Saved(state)], JsonMutations.Of, folder =>
            {
                state.Save(folder, "identity");
                return AsFile(Path.Combine("state", "state.json"), _ => TrainingState.Load(folder, "identity"))(folder);
            },
            typeof(TrainingException));
    }

    private static byte[] Saved(TrainingState state)
    {
        var folder = Directory.CreateTempSubdirectory("gmlm-state-").FullName;
        state.Save(folder, "identity");
        var bytes = File.ReadAllBytes(Path.Combine(folder, "state", "state.json"));
        Directory.Delete(folder, recursive: true);
        return bytes;
    }

    private static Provenance Origin(string sum) => new(
        "sample", sum, new string('a', 40), Dirty: false, ThisMachine.Machine, new() { ["TorchSharp"] = "1" }, 1, 1,
        new Dependencies(new() { ["seed"] = "1" }, new() { ["Gmlm.X"] = "ab" }, new() { ["file"] = "cd" }));

    private static ParallelText Drain(string path) =>
        FolderCorpus.Load(Path.GetDirectoryName(path)!, Path.GetFileName(path).Split('.')[0], Direction.Parse("en-de"));

    private static Func<string, Action<byte[]>> AsFile(string name, Func<string, object?> read) => folder =>
    {
        var path = Path.Combine(folder, name);
        return input =>
        {
            File.WriteAllBytes(path, input);
            read(path);
        };
    };

    private static byte[] Tensors(WeightType type, params long[] shape) => Tensors("weights", type, shape);

    private static byte[] Tensors(string name, WeightType type, params long[] shape)
    {
        float[] values = [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (product, size) => product * size)).Select(i => (float)i)];
        using var buffer = new MemoryStream();
        WeightTensor[] tensors = name == "weights" ? [new(name, shape, values, type), new("bias", [2], [1, 2], type)] : [
            new(name, shape, values, type)];
        SafetensorsWriter.Write(buffer, tensors, new Dictionary<string, string> { ["format"] = "pt" });
        return buffer.ToArray();
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
