using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Gmlm.Padir.Configuration;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Randomness;
using Gmlm.Padir.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.Training;

/// <summary>The result of training.</summary>
/// <param name="Weights">
/// The weights of the state with the lowest validation loss, or the average of the last states if its loss is lower.
/// </param>
/// <param name="Validations">All validations, in the order of steps.</param>
/// <param name="Chosen">The validation of the chosen weights.</param>
/// <param name="Averaged">The number of states that the weights are the mean of; 1 for a single state.</param>
public sealed record TrainingOutcome(
    IReadOnlyList<WeightTensor> Weights, IReadOnlyList<ValidationPoint> Validations, ValidationPoint Chosen, int Averaged);

/// <summary>
/// Trains a model in place. All random draws are functions of the seed and the step, so that a run that was killed and resumes from its
/// last saved state ends with the same weights as an uninterrupted run.
/// </summary>
/// <param name="model">The model to train, which has the chosen weights afterwards.</param>
/// <param name="tokens">The special ids.</param>
/// <param name="training">The training examples.</param>
/// <param name="validation">The validation examples.</param>
/// <param name="folder">The folder of the saved state; null to save none.</param>
public sealed class Trainer(
    PadirModel model, DecodingTokens tokens, IReadOnlyList<Example> training, IReadOnlyList<Example> validation, string? folder = null)
{
    private const ulong StepFamily = 0x73746570;
    private const ulong ValidationKey = 0x76616c6964;
    private const int ReportEvery = 20;

    private readonly TrainingOptions _options = model.Config.Training;
    private readonly BatchLoss _loss = new(model, tokens);
    private readonly Queue<IReadOnlyList<WeightTensor>> _last = new();
    private readonly List<ValidationPoint> _validations = [];
    private IReadOnlyList<WeightTensor> _best = [];
    private double _bestLoss = double.PositiveInfinity;

    /// <summary>Runs all remaining steps.</summary>
    /// <param name="progress">Receives the progress every 20 steps and after each validation.</param>
    /// <param name="cancel">Stops after the current step and saves the state.</param>
    /// <exception cref="TrainingException">There are no examples, the loss is not finite, or the saved state is of another run.</exception>
    /// <exception cref="OperationCanceledException">Training was stopped.</exception>
    public TrainingOutcome Run(IProgress<TrainingProgress>? progress = null, CancellationToken cancel = default)
    {
        if (training.Count == 0 || validation.Count == 0)
        {
            throw new TrainingException($"there are {training.Count} training and {validation.Count} validation examples; both are needed");
        }

        var (network, auxiliary) = model.Trained();
        using (var optimizer = new ScaledAdamW(model, [network, auxiliary], _options))
        {
            var identity = Identity();
            var first = Resume(optimizer, identity);
            var pace = new Pace(progress, first, _options.Steps);
            var batches = new Epochs(training, _options, first);
            for (var step = first; step < _options.Steps; step++)
            {
                var sums = Update(optimizer, batches.Next(), step);
                var done = step + 1;
                var validates = done % _options.ValidateEvery == 0 || done == _options.Steps;
                LossSums? validated = validates ? Validate(done) : null;
                pace.Add(done, sums, validated, validates || done % ReportEvery == 0);
                if (folder is not null && (validates || cancel.IsCancellationRequested))
                {
                    Save(optimizer, identity, done);
                }

                cancel.ThrowIfCancellationRequested();
            }
        }

        return Choose();
    }

    /// <summary>Computes the losses over the validation examples, without dropout and with the same corruption every time.</summary>
    public LossSums Validate()
    {
        model.eval();
        var sums = default(LossSums);
        foreach (var batch in Batches.InOrder(validation, _options.BatchTokens))
        {
            sums += _loss.Of([.. batch.Select(i => validation[i])], SplitMix64.Mix(ValidationKey, (ulong)batch[0]), gradients: false);
        }

        return sums;
    }

    private LossSums Update(ScaledAdamW optimizer, int[] batch, int step)
    {
        using var scope = NewDisposeScope();
        model.train();
        var key = SplitMix64.Mix(SplitMix64.Mix((ulong)_options.Seed, StepFamily), (ulong)step);
        Seed((long)(key >> 1)); // for dropout
        var sums = _loss.Of([.. batch.Select(i => training[i])], key, gradients: true);
        if (!double.IsFinite(sums.TokenLoss))
        {
            throw new TrainingException(
                $"the loss is {sums.TokenLoss} at step {step}; a smaller training.learningRate or a longer training.warmUp may help");
        }

        optimizer.Step(_options.Rate(step));
        return sums;
    }

    // TorchSharp's manual_seed seeds only the processor's generator; a graphics processor has its own.
    private void Seed(long seed)
    {
        random.manual_seed(seed);
        if (model.Network.Device.type == DeviceType.CUDA)
        {
            cuda.manual_seed_all(seed);
        }
    }

    private LossSums Validate(int step)
    {
        var sums = Validate();
        var point = Point(step, sums);
        _validations.Add(point);
        IReadOnlyList<WeightTensor> weights = [.. model.Export()];
        _last.Enqueue(weights);
        while (_last.Count > _options.Average)
        {
            _last.Dequeue();
        }

        if (point.Loss < _bestLoss)
        {
            (_best, _bestLoss) = (weights, point.Loss);
        }

        return sums;
    }

    // The token loss of a frozen network does not change. States are then compared by the losses of rejecter and length predictor.
    private ValidationPoint Point(int step, LossSums sums)
    {
        var auxiliary = sums.PerRejecter + (
            _options.Frozen.HasFlag(Parts.LengthPredictor) ? 0 : model.Config.Loss.LengthWeight * sums.PerLength);
        return new ValidationPoint(
            step,
            model.Trained().Network.Count > 0 ? sums.PerToken : auxiliary,
            sums.Accuracy,
            sums.PerLength,
            sums.Canvas.LengthRatio,
            sums.Canvas.BlankShare);
    }

    private TrainingOutcome Choose()
    {
        var single = _validations.MinBy(point => point.Loss)!;
        if (_last.Count > 1)
        {
            var average = AverageWeights.Of([.. _last]);
            model.BeginFrom(average);
            var chosen = Point(_validations[^1].Step, Validate());
            if (chosen.Loss < single.Loss)
            {
                return new TrainingOutcome(average, _validations, chosen, _last.Count);
            }
        }

        model.BeginFrom(_best);
        model.eval();
        return new TrainingOutcome(_best, _validations, single, 1);
    }

    private void Save(ScaledAdamW optimizer, string identity, int step)
    {
        new TrainingState(step, _validations, [.. model.Export()], _best, [.. _last], optimizer.Save()).Save(folder!, identity);
    }

    private int Resume(ScaledAdamW optimizer, string identity)
    {
        if (folder is null || TrainingState.Load(folder, identity) is not { } state)
        {
            return 0;
        }

        model.BeginFrom(state.Weights);
        optimizer.Load(state.Moments, state.Step);
        _validations.AddRange(state.Validations);
        _best = state.Best;
        _bestLoss = state.Validations.Count == 0 ? double.PositiveInfinity : state.Validations.Min(point => point.Loss);
        foreach (var weights in state.Last)
        {
            _last.Enqueue(weights);
        }

        return state.Step;
    }

    // A checksum of all that determines the outcome: configuration, data and initial weights.
    private string Identity()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(ConfigurationJson.Format(model.Config)));
        foreach (var example in training.Concat(validation))
        {
            hash.AppendData(MemoryMarshal.AsBytes<int>(example.Source));
            hash.AppendData(MemoryMarshal.AsBytes<int>(example.Target));
        }

        foreach (var weight in model.Export())
        {
            hash.AppendData(MemoryMarshal.AsBytes<float>(weight.Values));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
