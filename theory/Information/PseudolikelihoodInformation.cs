using Gmlm.Theory.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra;

namespace Gmlm.Theory.Information;

/// <summary>
/// The exact information matrices of weighted pseudolikelihood L_PL(θ) = E_{X~p, K~p_K}[−log p_θ(X_K given X_{−K})] at one θ,
/// with s_K(x) = F(x) − E_θ[F given x_{−K}] the score of one sample and one mask:
/// H = ∇²L_PL(θ) = E_K E_p Cov_θ(F given x_{−K}), G = Cov_{X,K}(s_K(X)), Γ = H⁻¹ G H⁻¹.
/// The data distribution p need not lie in the family; Γ is then the asymptotic covariance at the minimiser of L_PL only.
/// </summary>
/// <param name="Gradient">∇L_PL(θ) = −E_{X,K} s_K(X), d numbers; zero at the minimiser.</param>
/// <param name="Hessian">H, d × d, positive semidefinite.</param>
/// <param name="ScoreCovariance">G, d × d: every sample comes with one mask drawn from p_K.</param>
/// <param name="AveragedScoreCovariance">G_avg = Cov_X(E_K s_K(X)) ⪯ G, d × d: every sample is used with all its masks.</param>
public sealed record PseudolikelihoodInformation(
    Vector<double> Gradient, Matrix<double> Hessian, Matrix<double> ScoreCovariance, Matrix<double> AveragedScoreCovariance)
{
    /// <summary>Γ = H⁻¹ G H⁻¹, the covariance of √n(θ̂ − θ*) with one mask a sample (Lemma 1).</summary>
    /// <exception cref="ArgumentException">H is singular: some direction of θ changes no conditional.</exception>
    public Matrix<double> Sandwich => Loewner.Sandwich(Hessian, ScoreCovariance);

    /// <summary>Γ_avg = H⁻¹ G_avg H⁻¹, the covariance of the estimator that averages over all masks of every sample.</summary>
    /// <exception cref="ArgumentException">H is singular.</exception>
    public Matrix<double> AveragedSandwich => Loewner.Sandwich(Hessian, AveragedScoreCovariance);

    /// <summary>By enumeration of all masks and states: |masks| · q^N · d² operations.</summary>
    /// <param name="family">The model.</param>
    /// <param name="parameters">θ, d numbers.</param>
    /// <param name="data">p.</param>
    /// <param name="masks">p_K.</param>
    /// <exception cref="ArgumentException">The pieces do not share one N or one alphabet.</exception>
    public static PseudolikelihoodInformation At(
        ExponentialFamily family, ReadOnlySpan<double> parameters, FiniteDistribution data, MaskDistribution masks)
    {
        if (data.Space.Count != family.Space.Count || data.Space.Length != family.Space.Length || masks.Length != family.Space.Length)
        {
            throw new ArgumentException("family, data and masks must be about the same sequences", nameof(data));
        }

        var d = family.Dimension;
        var scores = new ConditionalScores(family, parameters);
        var averaged = new double[family.Space.Count * d];
        SymmetricSum hessian = new(d), second = new(d), averagedSecond = new(d);
        for (var m = 0; m < masks.Masks.Count; m++)
        {
            var weight = masks.Weights[m];
            scores.Compute(masks.Masks[m]);
            System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(scores.Scores, weight, averaged, averaged);
            var offsets = family.Space.Offsets(masks.Masks[m]);
            foreach (var first in family.Space.Bases(masks.Masks[m]))
            {
                double visible = 0;
                foreach (var offset in offsets)
                {
                    visible += data[first + offset];
                }

                foreach (var offset in offsets)
                {
                    var x = first + offset;
                    var score = scores.Scores.AsSpan(x * d, d);
                    hessian.Add(weight * visible * scores.Conditional[x], score);
                    second.Add(weight * data[x], score);
                }
            }
        }

        var mean = Vector<double>.Build.Dense(d);
        for (var x = 0; x < family.Space.Count; x++)
        {
            var score = averaged.AsSpan(x * d, d);
            averagedSecond.Add(data[x], score);
            for (var j = 0; j < d; j++)
            {
                mean[j] += data[x] * score[j];
            }
        }

        var square = mean.OuterProduct(mean);
        return new PseudolikelihoodInformation(-mean, hessian.ToMatrix(), second.ToMatrix() - square, averagedSecond.ToMatrix() - square);
    }
}
