using Gmlm.Padir.Configuration;
using Gmlm.Padir.T5;
using Gmlm.Padir.Models;
using Gmlm.Padir.Tests.Corpora;
using Gmlm.Padir.Tests.Training;
using Gmlm.Padir.Training;
using Gmlm.Padir.Weights;
using Xunit;

namespace Gmlm.Padir.Tests.Models;

/// <summary>Checkpoints are read back as they were saved, and invalid ones are refused in one line.</summary>
public sealed class CheckpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_saved_comes_back_in_half_precision()
    {
        var recipe = Recipe(TinyTask.Config() with { LearnedRejecter = true });
        using var model = new PadirModel(recipe.Config);
        var saved = Save(recipe, model);

        using var loaded = Checkpoint.Load(_folder.Root);
        Assert.Equal(recipe, Checkpoint.Describe(_folder.Root).Recipe);
        Assert.Equal(saved.WeightsSha256, Checkpoint.Describe(_folder.Root).WeightsSha256);
        Assert.Equal(TinyTask.Weights(model).Select(value => (float)(Half)value), TinyTask.Weights(loaded));
        Assert.False(loaded.training);
    }

    [Fact]
    public void Eight_bits_halve_the_file_and_move_no_weight_by_more_than_half_a_step()
    {
        using var model = new PadirModel(TinyTask.Config());
        Save(Recipe(TinyTask.Config()), model);
        var half = new FileInfo(Path.Combine(_folder.Root, Checkpoint.WeightsFile)).Length;
        Save(Recipe(TinyTask.Config()) with { EightBits = true }, model);

        Assert.InRange(new FileInfo(Path.Combine(_folder.Root, Checkpoint.WeightsFile)).Length, half / 4, half * 9 / 10);
        var before = model.Export().ToDictionary(tensor => tensor.Name);
        foreach (var tensor in Checkpoint.Weights(_folder.Root))
        {
            Assert.Equal(before[tensor.Name].Shape, tensor.Shape);
            var columns = tensor.Values.Length / (int)(tensor.Shape.Count == 2 ? tensor.Shape[0] : 1);
            foreach (var (was, @is) in before[tensor.Name].Values.Chunk(columns).Zip(tensor.Values.Chunk(columns)))
            {
                var step = was.Max(Math.Abs) / RowScale.Most;
                Assert.All(was.Zip(@is), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, tensor.Shape.Count == 2 ? 0.501f * step : 0.001f * Math.Abs(pair.First)));
            }
        }
    }

    [Fact]
    public void Weights_that_the_manifest_does_not_know_are_refused()
    {
        var recipe = Recipe(TinyTask.Config());
        using var model = new PadirModel(recipe.Config);
        Save(recipe, model);
        var file = Path.Combine(_folder.Root, Checkpoint.WeightsFile);
        var bytes = File.ReadAllBytes(file);
        bytes[^1] ^= 1;
        File.WriteAllBytes(file, bytes);
        Refused("SHA-256");
    }

    [Fact]
    public void Another_configurations_weights_are_refused()
    {
        using var model = new PadirModel(TinyTask.Config());
        Save(Recipe(TinyTask.Config() with { LearnedRejecter = true }), model);
        Refused("'rejecter.");
        Save(Recipe(TinyTask.Config() with { Lengths = new LengthOptions { Predictor = LengthPredictorKind.Oracle } }), model);
        Refused("'length_predictor.Embedding' is extra");
        Save(Recipe(TinyTask.Config() with { Lengths = new LengthOptions { MaxLength = 9 } }), model);
        Refused("[9, 24]");
        Refused("take both from one checkpoint");
    }

    [Fact]
    public void A_damaged_or_missing_manifest_is_refused()
    {
        Refused("is no checkpoint");
        File.WriteAllText(Path.Combine(_folder.Root, Checkpoint.ManifestFile), "{ \"weightsSha256\": 3 }");
        Refused("manifest.json");
    }

    [Fact]
    public void A_parallel_model_begins_as_the_causal_one()
    {
        using var teacher = new PadirModel(TinyTask.Config(DecoderMode.Causal));
        using var model = new PadirModel(TinyTask.Config() with { Training = new TrainingOptions { Seed = 77 } });
        model.BeginFrom(teacher.Export());
        var weights = model.Export().ToDictionary(tensor => tensor.Name, tensor => tensor.Values);
        Assert.All(teacher.Export(), tensor => Assert.Equal(tensor.Values, weights[tensor.Name]));
        Assert.Throws<CheckpointException>(() => model.BeginFrom([new("shared.weight", [1], [0])]));
    }

    private static Recipe Recipe(PadirConfig config) => new() { Name = "tiny", Data = Gmlm.Padir.Models.Recipe.Controlled, Config = config };

    private CheckpointManifest Save(Recipe recipe, PadirModel model) =>
        Checkpoint.Save(_folder.Root, [.. model.Export()], recipe.EightBits, sum => new CheckpointManifest { Recipe = recipe, WeightsSha256 = sum, ExamplesSha256 = "" });

    private void Refused(string said)
    {
        var message = Assert.Throws<CheckpointException>(() => Checkpoint.Load(_folder.Root)).Message;
        Assert.Contains(said, message, StringComparison.Ordinal);
        Assert.Contains(_folder.Root, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }
}
