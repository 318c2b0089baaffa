using MathNet.Numerics.LinearAlgebra;

namespace Gmlm.Theory.Information;

/// <summary>
/// The same model in other coordinates: with M = L Lᵀ, θ′ = Lᵀ θ and F′ = L⁻¹ (F − E_p F), so that θ′ · F′ = θ · F up to a constant.
/// A covariance Γ of θ̂ becomes Lᵀ Γ L, a covariance of F becomes L⁻¹ Cov(F) L⁻ᵀ; the Loewner order does not change, but
/// comparisons no longer lose the digits of an ill-conditioned M.
/// </summary>
public static class Whitening
{
    /// <summary>Coordinates in which Cov_p(F) is the identity.</summary>
    public static (ExponentialFamily Family, double[] Parameters) OfFisher(
        ExponentialFamily family, double[] parameters, FiniteDistribution data)
    {
        // L is the transposed R of a QR decomposition of √p (F − E F): Cov(F) itself, whose condition number is the square, is not formed.
        var scores = FisherInformation.Scores(family, data);
        var rows = Matrix<double>.Build.Dense(
            family.Space.Count, family.Dimension, (x, j) => Math.Sqrt(data[x]) * scores[(x * family.Dimension) + j]);
        return Of(family, parameters, data, rows.QR(MathNet.Numerics.LinearAlgebra.Factorization.QRMethod.Thin).R.Transpose());
    }

    /// <summary>
    /// Coordinates in which M is the identity, given its lower-triangular root L; the features are centred under <paramref name="data"/>.
    /// </summary>
    public static (ExponentialFamily Family, double[] Parameters) Of(
        ExponentialFamily family, double[] parameters, FiniteDistribution data, Matrix<double> root)
    {
        var features = FisherInformation.Scores(family, data);
        var d = family.Dimension;
        for (var x = 0; x < family.Space.Count; x++)
        {
            // Forward substitution, in place.
            var row = features.AsSpan(x * d, d);
            for (var i = 0; i < d; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    row[i] -= root[i, j] * row[j];
                }

                row[i] /= root[i, i];
            }
        }

        var whitened = root.TransposeThisAndMultiply(Vector<double>.Build.Dense(parameters)).ToArray();
        return (new ExponentialFamily(family.Space, [.. Enumerable.Range(0, d).Select(i => $"w{i}")], features), whitened);
    }
}
