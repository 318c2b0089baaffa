using Gmlm.Padir.Training;
using MathNet.Numerics.LinearAlgebra;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Reproduce.Claims.Inference;

/// <summary>
/// A Transformer decoder trained to a kernel P on Ω^N: cross-entropy −Σ_i Σ_s P_i(x, s) log q_i(s given x), averaged over all previous
/// states x, where P_i(x, ·) is the distribution of y_i under P(x, ·). Its minimum is the product-form kernel Π_i P_i, whatever P is. Adam,
/// all states in every step, the learning rate growing from 0 at first and falling to 0 along half a cosine.
/// </summary>
internal sealed class KernelFit
{
    /// <summary>The number of steps between two points of the curve.</summary>
    public const int Every = 20;

    private const int Width = 32;
    private const double LearningRate = 3e-3;
    private const double FirstMoment = 0.9;
    private const double SecondMoment = 0.95; // Adam's β₂; with 0.999 the first gradients would still count after a few hundred steps
    private const int WarmUp = 20;

    private KernelFit(IReadOnlyList<SeriesPoint> curve, double[] rows) => (Curve, Rows) = (curve, rows);

    /// <summary>The largest TV of a row over the training steps.</summary>
    public IReadOnlyList<SeriesPoint> Curve { get; }

    /// <summary>TV(P(x, ·), Π_i q_i(· given x)) of every previous state x after the last step.</summary>
    public double[] Rows { get; }

    /// <summary>
    /// The first step of the curve from which all rows are closer than <paramref name="distance"/>; infinite if the last step
    /// has a row that is not.
    /// </summary>
    public double StepsTo(double distance)
    {
        var within = Curve.Reverse().TakeWhile(point => point.Y < distance).ToArray();
        return within.Length == 0 ? double.PositiveInfinity : within[^1].X;
    }

    /// <summary>Trains.</summary>
    /// <param name="space">q and N.</param>
    /// <param name="target">P, q^N × q^N.</param>
    /// <param name="steps">Training steps.</param>
    /// <param name="seed">The seed of the network's weights; nothing else is random.</param>
    /// <param name="report">Receives the fraction done, and may throw to stop the training.</param>
    public static KernelFit Train(StateSpace space, Matrix<double> target, int steps, long seed, Action<double> report)
    {
        using var scope = NewDisposeScope();
        using var gradient = enable_grad();
        using var decoder = new SymbolDecoder(space, Width, seed);
        TorchSharp.Modules.Parameter[] weights = [.. decoder.Weights];
        var adam = weights.Select(weight => (
            First: zeros_like(weight), Second: zeros_like(weight), Scale: ones_like(weight), Decay: zeros_like(weight))).ToArray();
        int[] states = [.. Enumerable.Range(0, space.Count)], source = [0];
        var marginals = tensor(Marginals(space, target), [space.Count, space.Length, space.Alphabet]).to(ScalarType.Float32); // (q^N, N, q)
        var (curve, rows) = (new List<SeriesPoint>(), Array.Empty<double>());
        for (var step = 0; ; step++)
        {
            using var iteration = NewDisposeScope();
            var logs = decoder.LogProbabilities(source, states); // (q^N, N, q)
            if (step % Every == 0 || step == steps)
            {
                rows = Distances(space, target, logs);
                curve.Add(new SeriesPoint(step, rows.Max()));
                report((double)step / steps);
            }

            if (step == steps)
            {
                return new KernelFit(curve, rows);
            }

            // TorchSharp's own optimizers do not hold the Scalars that they pass to libtorch (see ScalarArithmetic).
            var rate = Math.Min(1, (step + 1.0) / WarmUp) * LearningRate * (1 + Math.Cos(Math.PI * step / steps)) / 2;
            var pass = new AdamWPass((float)rate, Kept: 1, FirstMoment, SecondMoment, step + 1);
            var gradients = autograd.grad([(marginals * logs).sum(-1).mean().neg()], weights);
            using var noGradient = no_grad();
            for (var i = 0; i < weights.Length; i++)
            {
                pass.Move(weights[i], gradients[i].contiguous(), adam[i].First, adam[i].Second, adam[i].Scale, adam[i].Decay);
            }
        }
    }

    // P_i(x, s) at [x, i, s].
    private static double[] Marginals(StateSpace space, Matrix<double> kernel)
    {
        var marginals = new double[space.Count * space.Length * space.Alphabet];
        for (var x = 0; x < space.Count; x++)
        {
            for (var y = 0; y < space.Count; y++)
            {
                for (var i = 0; i < space.Length; i++)
                {
                    marginals[(((x * space.Length) + i) * space.Alphabet) + space.Symbol(y, i)] += kernel[x, y];
                }
            }
        }

        return marginals;
    }

    private static double[] Distances(StateSpace space, Matrix<double> target, Tensor logs)
    {
        var values = logs.detach().to(ScalarType.Float64).data<double>().ToArray();
        return
        [
            .. Enumerable.Range(0, space.Count)
                .Select(x => Divergences.TotalVariation(target.Row(x).ToArray(), [.. Enumerable.Range(0, space.Count).Select(y =>
                Math.Exp(
                    Enumerable.Range(0, space.Length)
                        .Sum(i => values[(((x * space.Length) + i) * space.Alphabet) + space.Symbol(y, i)])))])),
        ];
    }
}
