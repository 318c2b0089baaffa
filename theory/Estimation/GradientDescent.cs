using System.Numerics.Tensors;
using Gmlm.Theory.Objectives;

namespace Gmlm.Theory.Estimation;

/// <summary>
/// Gradient descent, θ ← θ − t ∇L(θ), with the Barzilai–Borwein step t = s·s / s·y (s, y the last differences of θ and ∇L;
/// Barzilai and Borwein 1988), halved until Armijo's condition L(θ − t g) ≤ L(θ) − 10⁻⁴ t ‖g‖² holds, so that the loss never grows.
/// Stops when ‖∇L‖₂ ≤ the tolerance.
/// </summary>
/// <param name="tolerance">The gradient norm at which the descent stops, positive.</param>
/// <param name="maxIterations">The largest number of steps.</param>
public sealed class GradientDescent(double tolerance = 1e-8, int maxIterations = 10_000)
{
    private const double Armijo = 1e-4;
    private const int MaxHalvings = 60;

    /// <summary>Minimises from <paramref name="start"/> (d numbers). The objective should be convex and smooth.</summary>
    /// <exception cref="ArgumentException">The start has the wrong length, or the objective is not finite there.</exception>
    public Fit Minimize(IObjective objective, ReadOnlySpan<double> start)
    {
        var d = objective.Dimension;
        if (start.Length != d)
        {
            throw new ArgumentException($"{d} parameters expected, {start.Length} given", nameof(start));
        }

        double[] here = start.ToArray(), there = new double[d], gradient = new double[d], gradientThere = new double[d];
        var loss = objective.Evaluate(here, gradient);
        if (!double.IsFinite(loss))
        {
            throw new ArgumentException($"the objective is {loss} at the start", nameof(start));
        }

        double step = 1, norm = TensorPrimitives.Norm<double>(gradient);
        var iteration = 0;
        while (norm > tolerance && iteration < maxIterations)
        {
            // The rounding of the loss, which exceeds Armijo's decrease near the minimum.
            var slack = 1e-15 * (1 + Math.Abs(loss));
            double lossThere;
            var halvings = 0;
            while (true)
            {
                TensorPrimitives.MultiplyAdd(gradient, -step, here, there);
                lossThere = objective.Evaluate(there, gradientThere);
                if (lossThere <= loss - (Armijo * step * norm * norm) + slack)
                {
                    break;
                }

                step /= 2;
                if (++halvings == MaxHalvings)
                {
                    return new Fit(here, loss, norm, iteration, Converged: false);
                }
            }

            double curvature = 0;
            for (var j = 0; j < d; j++)
            {
                curvature += (there[j] - here[j]) * (gradientThere[j] - gradient[j]);
            }

            // s = −t g, so s·s = t² ‖g‖².
            var barzilaiBorwein = step * step * norm * norm / curvature;
            step = double.IsFinite(barzilaiBorwein) && barzilaiBorwein > 0 ? Math.Min(barzilaiBorwein, 1e6) : step * 2;
            (here, there) = (there, here);
            (gradient, gradientThere) = (gradientThere, gradient);
            loss = lossThere;
            norm = TensorPrimitives.Norm<double>(gradient);
            iteration++;
        }

        return new Fit(here, loss, norm, iteration, norm <= tolerance);
    }
}
