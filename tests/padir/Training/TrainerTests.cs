using Gmlm.Padir.Configuration;
using Gmlm.Padir.T5;
using Gmlm.Padir.Tests.Corpora;
using Gmlm.Padir.Training;
using TorchSharp;
using Xunit;

namespace Gmlm.Padir.Tests.Training;

/// <summary>Training learns, resumes after a kill with the same outcome, and leaves frozen parts unchanged.</summary>
public sealed class TrainerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(DecoderMode.Causal)]
    [InlineData(DecoderMode.Parallel)]
    public void A_run_stopped_after_every_step_ends_as_an_unbroken_one(DecoderMode mode) => EndsAsUnbroken(TinyTask.Config(mode));

    /// <summary>
    /// At a rate that is far too large, the last states are not the best; the best one was validated several stops earlier.
    /// </summary>
    [Fact]
    public void A_run_that_goes_on_remembers_its_best_state()
    {
        var config = TinyTask.Config(DecoderMode.Causal);
        var training = config.Training with { ValidateEvery = 1, Average = 1, LearningRate = 0.3, WarmUp = 6, Decay = Decay.Constant };
        config = config with { Training = training };
        var unbroken = EndsAsUnbroken(config);
        Assert.InRange(unbroken.Chosen.Step, 1, config.Training.Steps - 2);
    }

    [Fact]
    public void A_half_written_state_is_not_taken()
    {
        var config = TinyTask.Config();
        using var first = new PadirModel(config);
        var expected = TinyTask.Trainer(first, _folder.Root).Run(cancel: TestContext.Current.CancellationToken);

        // As if killed while the next state was being written, and while the folders were being renamed.
        Directory.CreateDirectory(Path.Combine(_folder.Root, "state.new"));
        Directory.Move(Path.Combine(_folder.Root, "state"), Path.Combine(_folder.Root, "state.old"));
        using var second = new PadirModel(config);
        var actual = TinyTask.Trainer(second, _folder.Root).Run(cancel: TestContext.Current.CancellationToken);
        Assert.Equal(Values(expected), Values(actual));
    }

    [Fact]
    public void Another_runs_state_is_refused_and_a_damaged_one_too()
    {
        using var first = new PadirModel(TinyTask.Config());
        TinyTask.Trainer(first, _folder.Root).Run(cancel: TestContext.Current.CancellationToken);
        using var other = new PadirModel(TinyTask.Config() with { LearnedRejecter = true });
        Assert.Contains("another configuration", Assert.Throws<TrainingException>(() => TinyTask.Trainer(other, _folder.Root).Run(cancel: TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);

        File.WriteAllText(Path.Combine(_folder.Root, "state", "weights.safetensors"), "x");
        using var same = new PadirModel(TinyTask.Config());
        Assert.Contains("damaged", Assert.Throws<TrainingException>(() => TinyTask.Trainer(same, _folder.Root).Run(cancel: TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DecoderMode.Causal)]
    [InlineData(DecoderMode.Parallel)]
    public void It_learns(DecoderMode mode)
    {
        var config = TinyTask.Config(mode);
        config = config with { Network = config.Network with { Dropout = 0 }, Loss = new LossOptions { LabelSmoothing = 0 }, Training = config.Training with { Steps = 250, ValidateEvery = 125, BatchTokens = 120, LearningRate = 5e-3 } };
        using var model = new PadirModel(config);
        var before = TinyTask.Trainer(model).Validate();
        var outcome = TinyTask.Trainer(model).Run(cancel: TestContext.Current.CancellationToken);
        Assert.InRange(outcome.Chosen.Loss, 0, 0.75 * before.PerToken);
        if (mode == DecoderMode.Parallel)
        {
            Assert.InRange(outcome.Chosen.LengthLoss, 0, 0.75 * before.PerLength);
        }
    }

    [Theory]
    [InlineData(LengthPredictorKind.Token)]
    [InlineData(LengthPredictorKind.Affine)]
    [InlineData(LengthPredictorKind.Fertility)]
    [InlineData(LengthPredictorKind.Oracle)]
    public void Every_choice_trains(LengthPredictorKind predictor)
    {
        var config = TinyTask.Config() with
        {
            Lengths = new LengthOptions { MaxLength = 8, Predictor = predictor },
            LearnedRejecter = true,
            Loss = new LossOptions { Stages = 2, StageRejecter = StageRejecter.Learned, ZLoss = 1e-4, Weighting = LossWeighting.Mask },
        };
        using var model = new PadirModel(config);
        var before = TinyTask.Weights(model);
        TinyTask.Trainer(model).Run(cancel: TestContext.Current.CancellationToken);
        var after = TinyTask.Weights(model);
        Assert.All(after, value => Assert.True(float.IsFinite(value)));
        Assert.NotEqual(before, after);
    }

    [Theory]
    [InlineData(Parts.Encoder, "encoder.")]
    [InlineData(Parts.Decoder, "decoder.")]
    [InlineData(Parts.LengthPredictor, "length_predictor.")]
    [InlineData(Parts.Rejecter, "rejecter.")]
    public void Frozen_parts_stay(Parts part, string prefix)
    {
        var config = TinyTask.Config() with { LearnedRejecter = true };
        using var model = new PadirModel(config with { Training = config.Training with { Frozen = part } });
        var before = model.Export().ToDictionary(tensor => tensor.Name, tensor => tensor.Values);
        TinyTask.Trainer(model).Run(cancel: TestContext.Current.CancellationToken);
        foreach (var tensor in model.Export())
        {
            var frozen = tensor.Name.StartsWith(prefix, StringComparison.Ordinal) || (part == Parts.Encoder && tensor.Name == "shared.weight");
            Assert.True(frozen == before[tensor.Name].SequenceEqual(tensor.Values), $"{tensor.Name} {(frozen ? "moved" : "stayed")}");
        }
    }

    [Fact]
    public void Beside_a_frozen_network_the_best_state_is_the_rejecters()
    {
        var config = TinyTask.Config() with { LearnedRejecter = true };
        config = config with { Training = config.Training with { Frozen = Parts.Encoder | Parts.Decoder | Parts.LengthPredictor, Average = 1, LearningRate = 0.01 } };
        using var model = new PadirModel(config);
        var outcome = TinyTask.Trainer(model).Run(cancel: TestContext.Current.CancellationToken);

        // A rejecter with zero weights gives every token probability ½, whose loss is log 2. A random network is mostly right at visible
        // words, which the rejecter soon learns.
        Assert.All(outcome.Validations, point => Assert.InRange(point.Loss, 0, Math.Log(2)));
        Assert.Equal(outcome.Validations.MinBy(point => point.Loss), outcome.Chosen);
        Assert.NotEqual(3, outcome.Chosen.Step); // A later state is better than the first one.
        Assert.Equal(model.Export().Single(tensor => tensor.Name == "rejecter.Bias").Values, outcome.Weights.Single(tensor => tensor.Name == "rejecter.Bias").Values);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    public void Beside_a_frozen_network_the_length_predictors_loss_counts_with_its_weight(double weight)
    {
        var config = TinyTask.Config();
        config = config with
        {
            Loss = config.Loss with { LengthWeight = weight },
            Training = config.Training with { Frozen = Parts.Encoder | Parts.Decoder, Average = 1 },
        };
        using var model = new PadirModel(config);
        var outcome = TinyTask.Trainer(model).Run(cancel: TestContext.Current.CancellationToken);
        Assert.All(outcome.Validations, point => Assert.Equal(weight * point.LengthLoss, point.Loss, 1e-12));
    }

    /// <summary>Adam's first step equals the rate, whatever the gradient, so the step divided by the rate is the scale.</summary>
    [Fact]
    public void Steps_are_in_proportion_to_what_they_change()
    {
        var config = TinyTask.Config();
        config = config with { Training = config.Training with { Steps = 1, WarmUp = 0, LearningRate = 1e-3, WeightDecay = 0, Decay = Decay.Constant } };
        using var model = new PadirModel(config);
        var before = model.Export().ToDictionary(tensor => tensor.Name, tensor => tensor.Values);
        TinyTask.Trainer(model).Run(cancel: TestContext.Current.CancellationToken);
        double Largest(string name) => model.Export().Single(tensor => tensor.Name == name).Values.Zip(before[name], (now, then) => Math.Abs((double)now - then)).Max();
        Assert.Equal(1e-3, Largest("encoder.block.0.layer.0.SelfAttention.k.weight"), 1e-5);
        Assert.Equal(1e-3 * Math.Sqrt(config.Network.Width), Largest("shared.weight"), 1e-5);
        Assert.Equal(1e-3 * Math.Sqrt(config.Network.Width), Largest("length_predictor.Embedding"), 1e-5);
        Assert.Equal(1e-3 / Math.Sqrt(config.Network.HeadWidth), Largest("encoder.block.0.layer.0.SelfAttention.q.weight"), 1e-5);
        Assert.Equal(1e-3 / Math.Sqrt(config.Network.HeadWidth), Largest("decoder.block.0.layer.1.EncDecAttention.q.weight"), 1e-5);
    }

    [Fact]
    public void Steps_leave_no_tensors() => Assert.Equal(LeftBy(3), LeftBy(30));

    [Fact]
    [Trait("Category", "Slow")]
    public void A_thousand_steps_leave_no_tensors() => Assert.Equal(LeftBy(3), LeftBy(1000));

    // The number of tensors alive after a run that were not alive before. It counts this thread, so that other tests do not affect it.
    private static long LeftBy(int steps)
    {
        static long Live() => DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        var config = TinyTask.Config() with { LearnedRejecter = true, Loss = new LossOptions { Stages = 2 } };
        var before = Live();
        using var model = new PadirModel(config with { Training = config.Training with { Steps = steps, ValidateEvery = steps } });
        TinyTask.Trainer(model).Run(cancel: TestContext.Current.CancellationToken);
        return Live() - before;
    }

    [Fact]
    public void No_examples_are_an_error()
    {
        using var model = new PadirModel(TinyTask.Config());
        Assert.Throws<TrainingException>(() => new Trainer(model, TinyTask.Tokens, [], []).Run(cancel: TestContext.Current.CancellationToken));
    }

    private TrainingOutcome EndsAsUnbroken(PadirConfig config)
    {
        using var unbroken = new PadirModel(config);
        var expected = TinyTask.Trainer(unbroken).Run(cancel: TestContext.Current.CancellationToken);

        TrainingOutcome? actual = null;
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        var stops = 0;
        while (actual is null)
        {
            using var model = new PadirModel(config);
            try
            {
                actual = TinyTask.Trainer(model, _folder.Root).Run(cancel: stopped.Token);
            }
            catch (OperationCanceledException)
            {
                stops++;
            }

            // The last step was done by the run that was then stopped; the next run has no step left.
            Assert.InRange(stops, 0, config.Training.Steps);
        }

        Assert.Equal(config.Training.Steps, stops);
        Assert.Equal(expected.Validations, actual.Validations);
        Assert.Equal(expected.Chosen, actual.Chosen);
        Assert.Equal(Values(expected), Values(actual));
        return expected;
    }

    private static IEnumerable<float> Values(TrainingOutcome outcome) => outcome.Weights.OrderBy(tensor => tensor.Name, StringComparer.Ordinal).SelectMany(tensor => tensor.Values);
}
