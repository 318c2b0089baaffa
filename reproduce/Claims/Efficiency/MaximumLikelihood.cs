using System.Numerics.Tensors;
using Gmlm.Theory.Estimation;
using Gmlm.Theory.Objectives;
using MathNet.Numerics.LinearAlgebra;

namespace Gmlm.Reproduce.Claims.Efficiency;

/// <summary>L(θ) = E[−log p_θ(X)], its gradient, and its minimiser.</summary>
public sealed class MaximumLikelihood : ClaimExperiment
{
    private const double Contamination = 0.1;
    private const int Samples = 2000;

    public override Claim Claim => new(
        "mle", "A01", "Maximum likelihood", Origin.Paper,
        Source: "Definition 1",
        Wording: "The maximum likelihood loss is $cal(L)(theta) = bb(E)_(X tilde p) [-log p_theta (X)]$; the estimator "
            + "$hat(theta)$ minimises it with $p$ replaced by the empirical distribution. If $p = p_(theta^*)$, the minimiser "
            + "of $cal(L)$ is $theta^*$.",
        Method: "At random $theta$: loss against the sum $-sum_x p(x) log p_theta (x)$, gradient against five-point "
            + "differences of that sum. The minimiser of the population loss (Newton) against $theta^*$, the distance times "
            + "the least eigenvalue of the Hessian. On samples of the two cliques, the minimiser by gradient descent against "
            + "the moment equation $bb(E)_hat(theta) F = hat(bb(E)) F$. Ising, Potts and saturated tables.",
        ControlMethod: "The objective is given data of which one tenth is uniform noise; every part of the check must notice.")
        {
            IsImplementation = true,
        };

    public override ExperimentResult Execute(ExperimentContext context) => Decide(
        context,
        () => Compare(context, (family, data) => new Pseudolikelihood(family, MaskedData.FullMask(data))),
        () => Compare(context, Contaminated));

    /// <summary>The objective of a mixture of the data with uniform noise.</summary>
    internal static Pseudolikelihood Contaminated(ExponentialFamily family, FiniteDistribution data)
    {
        double[] mixed = [.. data.Probabilities.ToArray().Select(p => ((1 - Contamination) * p) + (Contamination / data.Space.Count))];
        return new Pseudolikelihood(family, MaskedData.FullMask(FiniteDistribution.FromWeights(data.Space, mixed)));
    }

    /// <summary>All comparisons for one way to make the objective from data.</summary>
    internal static MarginParts Compare(
        ExperimentContext context, Func<ExponentialFamily, FiniteDistribution, Pseudolikelihood> objectiveOf)
    {
        var parts = new MarginParts(
            1e-9,
            "relative; five-point differences err by 1e-12, gradient descent stops at a gradient norm of 1e-10, and the distance to the "
            + "truth is measured times the least eigenvalue of the Hessian, by which rounding is amplified");
        var random = context.Stream("mle/parameters");
        foreach (var instance in Instances.All(context))
        {
            var family = instance.Family;
            var objective = objectiveOf(family, instance.Truth);
            double Definition(double[] at) => Conditionals.LogLoss(instance.Truth, family.At(at), instance.Space.Everything);
            var parameters = instance.Perturbed(random, 0.5);
            var gradient = new double[family.Dimension];
            parts.Equal("loss", Definition(parameters), objective.Evaluate(parameters, gradient), instance.Name);
            for (var j = 0; j < gradient.Length; j++)
            {
                parts.Equal(
                    "gradient", FiniteDifference.Derivative(parameters, j, Definition), gradient[j], $"{instance.Name} {family.Labels[j]}");
            }

            var minimum = new NewtonMinimizer().Minimize(objective, new double[family.Dimension]).Parameters;
            parts.Add("recovery", -Distance(instance.Parameters, minimum) * LeastCurvature(objective, instance.Parameters), instance.Name);

            context.Cancellation.ThrowIfCancellationRequested();
        }

        foreach (var instance in Instances.Cliques())
        {
            var sample = Sampling.Empirical(instance.Truth, Samples, context.Stream($"mle/sample/{instance.Name}"));
            var fit = new GradientDescent(1e-10).Minimize(objectiveOf(instance.Family, sample), new double[instance.Family.Dimension]);
            var fitted = instance.Family.At(fit.Parameters);
            for (var j = 0; j < instance.Family.Dimension; j++)
            {
                var feature = instance.Family.Columns.AsSpan(j * instance.Space.Count, instance.Space.Count);
                parts.Equal("moments", sample.Expect(feature), fitted.Expect(feature), $"{instance.Name} {instance.Family.Labels[j]}");
            }
        }

        return parts;
    }

    private static double Distance(double[] left, double[] right) => TensorPrimitives.Distance<double>(left, right);

    /// <summary>
    /// The least eigenvalue of the Hessian, at most 1: a rounding error g in the gradient moves the minimiser by up to g over it.
    /// </summary>
    private static double LeastCurvature(Pseudolikelihood objective, double[] parameters)
    {
        var hessian = new double[parameters.Length * parameters.Length];
        objective.Hessian(parameters, hessian);
        var eigenvalues = Matrix<double>.Build.Dense(parameters.Length, parameters.Length, hessian).Evd(Symmetricity.Symmetric).EigenValues;
        return Math.Clamp(eigenvalues.Min(value => value.Real), 0, 1);
    }
}
