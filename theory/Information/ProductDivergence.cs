using Gmlm.Theory.Objectives;

namespace Gmlm.Theory.Information;

/// <summary>
/// KL(p ‖ q_u) over the product distributions q_u(x) = Π_i softmax(u_i)(x_i), to be minimised over u (N q numbers); or the other way round,
/// KL(q_u ‖ p). ∂/∂u_i(a) is q_i(a) − p_i(a), and q_i(a) (E_q[log q/p given x_i = a] − KL) the other way round.
/// </summary>
public sealed class ProductDivergence(FiniteDistribution p, bool reversed) : IObjective
{
    private readonly StateSpace _space = p.Space;

    public int Dimension => _space.Length * _space.Alphabet;

    public double Evaluate(ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        var factors = Factors(parameters);
        double sum = 0;
        gradient[..Dimension].Clear();
        for (var x = 0; x < _space.Count; x++)
        {
            var q = Product(factors, x);
            var (weight, log) = reversed ? (q, Math.Log(q / p[x])) : (p[x], Math.Log(p[x] / q));
            sum += weight > 0 ? weight * log : 0;
            for (var i = 0; i < _space.Length; i++)
            {
                gradient[(i * _space.Alphabet) + _space.Symbol(x, i)] += !reversed ? -p[x] : q > 0 ? q * log : 0;
            }
        }

        for (var j = 0; j < Dimension; j++)
        {
            gradient[j] += factors[j] * (reversed ? -sum : 1);
        }

        return sum;
    }

    /// <summary>The marginals of p, as factors.</summary>
    public double[] Marginals()
    {
        var marginals = new double[Dimension];
        for (var x = 0; x < _space.Count; x++)
        {
            for (var i = 0; i < _space.Length; i++)
            {
                marginals[(i * _space.Alphabet) + _space.Symbol(x, i)] += p[x];
            }
        }

        return marginals;
    }

    /// <summary>The softmax of each u_i.</summary>
    public double[] Factors(ReadOnlySpan<double> parameters)
    {
        var factors = new double[Dimension];
        for (var i = 0; i < Dimension; i += _space.Alphabet)
        {
            var scores = parameters.Slice(i, _space.Alphabet);
            var largest = System.Numerics.Tensors.TensorPrimitives.Max(scores);
            double sum = 0;
            for (var a = 0; a < _space.Alphabet; a++)
            {
                sum += factors[i + a] = Math.Exp(scores[a] - largest);
            }

            for (var a = 0; a < _space.Alphabet; a++)
            {
                factors[i + a] /= sum;
            }
        }

        return factors;
    }

    /// <summary>The product distribution as a table.</summary>
    public FiniteDistribution Distribution(double[] factors) =>
        FiniteDistribution.FromWeights(_space, [.. Enumerable.Range(0, _space.Count).Select(x => Product(factors, x))]);

    private double Product(double[] factors, int state)
    {
        double product = 1;
        for (var i = 0; i < _space.Length; i++)
        {
            product *= factors[(i * _space.Alphabet) + _space.Symbol(state, i)];
        }

        return product;
    }
}
