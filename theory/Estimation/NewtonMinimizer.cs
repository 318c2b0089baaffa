using System.Numerics.Tensors;
using Gmlm.Theory.Objectives;
using MathNet.Numerics.LinearAlgebra;

namespace Gmlm.Theory.Estimation;

/// <summary>
/// Newton's method, θ ← θ − t (∇²L + λI)⁻¹ ∇L, for checks that need the minimiser to the last digits: λ = 10⁻¹⁴ tr ∇²L, so that
/// directions the loss does not depend on stay where they are, and t halved from 1 until the loss falls (Armijo).
/// </summary>
/// <param name="tolerance">The gradient norm at which the method stops, positive.</param>
/// <param name="maxIterations">The largest number of steps.</param>
public sealed class NewtonMinimizer(double tolerance = 1e-12, int maxIterations = 200)
{
    private const double Armijo = 1e-4;
    private const int MaxHalvings = 60;

    /// <summary>Minimises from <paramref name="start"/> (d numbers).</summary>
    /// <exception cref="ArgumentException">The start has the wrong length.</exception>
    public Fit Minimize(ITwiceDifferentiable objective, ReadOnlySpan<double> start)
    {
        var d = objective.Dimension;
        if (start.Length != d)
        {
            throw new ArgumentException($"{d} parameters expected, {start.Length} given", nameof(start));
        }

        double[] here = start.ToArray(), there = new double[d];
        double[] gradient = new double[d], gradientThere = new double[d], hessian = new double[d * d];
        var loss = objective.Evaluate(here, gradient);
        var norm = TensorPrimitives.Norm<double>(gradient);
        var iteration = 0;
        for (; norm > tolerance && iteration < maxIterations; iteration++)
        {
            objective.Hessian(here, hessian);
            var direction = Direction(hessian, gradient);
            var slope = TensorPrimitives.Dot<double>(gradient, direction);
            var slack = 1e-15 * (1 + Math.Abs(loss));
            var step = 1.0;
            var halvings = 0;
            double lossThere;
            while (true)
            {
                TensorPrimitives.MultiplyAdd(direction, -step, here, there);
                lossThere = objective.Evaluate(there, gradientThere);
                if (lossThere <= loss - (Armijo * step * slope) + slack)
                {
                    break;
                }

                step /= 2;
                if (++halvings == MaxHalvings)
                {
                    return new Fit(here, loss, norm, iteration, Converged: false);
                }
            }

            (here, there) = (there, here);
            (gradient, gradientThere) = (gradientThere, gradient);
            loss = lossThere;
            norm = TensorPrimitives.Norm<double>(gradient);
        }

        return new Fit(here, loss, norm, iteration, norm <= tolerance);
    }

    /// <summary>
    /// (H + λI)⁻¹ g with the least λ of 10⁻¹⁴, 10⁻¹², … times the trace that makes the matrix positive definite in rounding.
    /// </summary>
    private static double[] Direction(double[] hessian, double[] gradient)
    {
        var matrix = Matrix<double>.Build.Dense(gradient.Length, gradient.Length, hessian);
        var trace = Math.Max(matrix.Trace(), double.Epsilon);
        for (var ridge = 1e-14; ; ridge *= 100)
        {
            try
            {
                var shifted = matrix + Matrix<double>.Build.DenseDiagonal(gradient.Length, ridge * trace);
                return shifted.Cholesky().Solve(Vector<double>.Build.Dense(gradient)).ToArray();
            }
            catch (ArgumentException) when (ridge < 1)
            {
            }
        }
    }
}
