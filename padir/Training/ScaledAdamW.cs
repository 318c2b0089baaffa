using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Gmlm.Padir.Configuration;
using Gmlm.Padir.Runtime;
using Gmlm.Padir.T5;
using Gmlm.Padir.Weights;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace Gmlm.Padir.Training;

/// <summary>
/// AdamW (Loshchilov and Hutter 2019) with steps in proportion to the initial size of the weights. Adam moves every weight by about the
/// learning rate, whatever its size. Here
/// <code>step = rate · s,   s = √d for embeddings, 1/√d_kv for queries (they have the scale of attention in them), 1 else,</code>
/// where s is the initial standard deviation divided by d^−½, that of other matrices. With one rate for all weights, embeddings hardly
/// change and queries grow so fast that attention saturates early. (T5's own optimiser, Adafactor, scales by the current size of a weight.)
/// Embeddings have no weight decay, since the embedding of a rare word would vanish between its occurrences.
/// <para>
/// On a graphics processor, all weights are concatenated into one tensor: a network has a hundred small tensors, and ten operators on each
/// would take half the time of a step. On a processor each tensor is updated in a single pass (<see cref="AdamWPass"/>).
/// </para>
/// </summary>
internal sealed class ScaledAdamW : IDisposable
{
    // Added to the gradient's norm, against division by 0.
    private const double Clip = 1e-6;

    private readonly TrainingOptions _options;
    private readonly bool _inOnePass;
    private readonly Part[] _parts;
    private int _steps;

    /// <param name="model">The model that has the parameters, already on its device.</param>
    /// <param name="parts">The parameters to train, in parts whose gradients are clipped separately.</param>
    /// <param name="options">The decay of moments and weights, and the clipping.</param>
    /// <param name="operators">Whether to use torch's operators on a processor too.</param>
    public ScaledAdamW(PadirModel model, IReadOnlyList<IReadOnlyList<Parameter>> parts, TrainingOptions options, bool operators = false)
    {
        (_options, _inOnePass) = (options, !operators && model.Network.Device.type == DeviceType.CPU);
        _parts = [.. parts.Where(part => part.Count > 0).Select(part => new Part(model, part, options.WeightDecay))];
    }

    /// <summary>Makes one step from the parameters' current gradients.</summary>
    public void Step(double rate)
    {
        using var noGradient = no_grad();
        _steps++;
        foreach (var part in _parts)
        {
            using var scope = NewDisposeScope();
            if (_inOnePass)
            {
                part.Move(_options, rate, _steps);
                continue;
            }

            // Scales a gradient with a larger norm down to ClipNorm. The factor stays on the device, since reading it would wait for
            // the device.
            var gradient = part.Gradient();
            using var most = ScalarArithmetic.Filled([], 1, ScalarType.Float32, gradient.device);
            var kept = gradient.norm().PlusInPlace(Clip).reciprocal_().TimesInPlace(_options.ClipNorm).minimum(most);
            Move(part, gradient.mul_(kept), rate);
        }
    }

    /// <summary>Returns the moments.</summary>
    public IReadOnlyList<WeightTensor> Save() =>
    [
        .. _parts.SelectMany((part, i) => new[] { (Name: $"first.{i}", Moment: part.First), (Name: $"second.{i}", Moment: part.Second) })
            .Select(each => new WeightTensor(each.Name, each.Moment.shape, Values(each.Moment))),
    ];

    /// <summary>Continues from the moments that <see cref="Save"/> returned after a number of steps.</summary>
    public void Load(IReadOnlyList<WeightTensor> moments, int steps)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        _steps = steps;
        var values = moments.ToDictionary(moment => moment.Name, moment => moment.Values, StringComparer.Ordinal);
        foreach (var (part, i) in _parts.Select((part, i) => (part, i)))
        {
            part.First.copy_(tensor(values[$"first.{i}"]));
            part.Second.copy_(tensor(values[$"second.{i}"]));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var part in _parts)
        {
            part.Dispose();
        }
    }

    // m ← β₁m + (1 − β₁)g,   v ← β₂v + (1 − β₂)g²,   w ← w − rate · s · ( m/(1 − β₁ᵗ) / (√(v/(1 − β₂ᵗ)) + ε) + decay·w ).
    private void Move(Part part, Tensor gradient, double rate)
    {
        var (first, second) = (_options.FirstMoment, _options.SecondMoment);
        part.First.TimesInPlace(first).PlusInPlace(gradient.Times(1 - first));
        part.Second.TimesInPlace(second).PlusInPlace(gradient.Squared().TimesInPlace(1 - second));
        var spread = part.Second.sqrt().TimesInPlace(1 / Math.Sqrt(1 - Math.Pow(second, _steps))).PlusInPlace(AdamWPass.Epsilon);
        var change = part.First.div(spread).TimesInPlace(1 / (1 - Math.Pow(first, _steps))).PlusInPlace(part.Weights().mul_(part.Decay));
        part.Add(change.mul_(part.Scale).TimesInPlace(-rate));
    }

    private static float[] Values(Tensor moment)
    {
        using var scope = NewDisposeScope();
        return moment.cpu().data<float>().ToArray();
    }

    // Parameters that are clipped together, concatenated, with the moments, scale and decay of each weight.
    private sealed class Part : IDisposable
    {
        private readonly IReadOnlyList<Parameter> _parameters;
        private readonly long[] _sizes;

        public Part(PadirModel model, IReadOnlyList<Parameter> parameters, double decay)
        {
            using var noGradient = no_grad();
            using var scope = NewDisposeScope();
            _parameters = parameters;
            _sizes = [.. parameters.Select(parameter => parameter.numel())];
            var (config, device) = (model.Config.Network, parameters[0].device);
            var embeddings = model.Embeddings().ToHashSet<object>(ReferenceEqualityComparer.Instance);
            Tensor Of(Func<Parameter, double> value) => Joined(
                [.. parameters.Select((parameter, i) =>
                    ScalarArithmetic.Filled([_sizes[i]], value(parameter), ScalarType.Float32, device))]);
            Decay = Of(parameter => embeddings.Contains(parameter) ? 0 : decay).MoveToOuterDisposeScope();
            Scale = Of(parameter => embeddings.Contains(parameter) ? Math.Sqrt(config.Width) : 1).MoveToOuterDisposeScope();
            foreach (var (scales, parameter) in Scale.split(_sizes).Zip(parameters))
            {
                var columns = parameter.numel() / parameter.shape[0];
                foreach (var place in model.Queries(parameter))
                {
                    scales.narrow(0, place.FirstRow * columns, place.Rows * columns).FillInPlace(Math.Pow(config.HeadWidth, -0.5));
                }
            }

            (First, Second) = (zeros_like(Scale).MoveToOuterDisposeScope(), zeros_like(Scale).MoveToOuterDisposeScope());
        }

        // s in the formula of the class.
        public Tensor Scale { get; }

        public Tensor Decay { get; }

        public Tensor First { get; }

        public Tensor Second { get; }

        public Tensor Weights() => Joined([.. _parameters.Select(parameter => parameter.flatten())]);

        // Parameters that the loss does not depend on have no gradient; 0 stands for it.
        public Tensor Gradient() => Joined([.. _parameters.Select(parameter => (parameter.grad ?? zeros_like(parameter)).flatten())]);

        public void Add(Tensor change)
        {
            foreach (var (parameter, part) in _parameters.Zip(change.split(_sizes)))
            {
                parameter.PlusInPlace(part.view(parameter.shape));
            }
        }

        public void Move(TrainingOptions options, double rate, int step)
        {
            Tensor[] gradients = [.. _parameters.Select(parameter => (parameter.grad ?? zeros_like(parameter)).contiguous())];
            var norm = Math.Sqrt(
                gradients.Sum(gradient => (double)TensorPrimitives.SumOfSquares<float>(MemoryMarshal.Cast<byte, float>(gradient.bytes))));
            var pass = new AdamWPass(
                (float)rate, (float)Math.Min(1, options.ClipNorm / (norm + Clip)), options.FirstMoment, options.SecondMoment, step);
            var (first, second, scale, decay) = (First.split(_sizes), Second.split(_sizes), Scale.split(_sizes), Decay.split(_sizes));
            Parallel.For(
                0,
                _sizes.Length,
                new ParallelOptions { MaxDegreeOfParallelism = get_num_threads() },
                i => pass.Move(_parameters[i], gradients[i], first[i], second[i], scale[i], decay[i]));
        }

        public void Dispose()
        {
            Scale.Dispose();
            Decay.Dispose();
            First.Dispose();
            Second.Dispose();
        }

        // Copies a single tensor too, because TorchSharp's cat returns it itself.
        private static Tensor Joined(Tensor[] vectors) => vectors.Length == 1 ? vectors[0].clone() : cat(vectors);
    }
}
