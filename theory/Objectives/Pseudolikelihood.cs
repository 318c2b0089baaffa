using System.Numerics.Tensors;

namespace Gmlm.Theory.Objectives;

/// <summary>
/// Weighted pseudolikelihood (paper, Definition 2) of an exponential family, with B(K, x) = {y : y_{−K} = x_{−K}} the block of x:
/// L_PL(θ) = E_{(X,K)~w}[−log p_θ(X_K given X_{−K})] = −θ · E_w F(X) + Σ_K Σ_B w(K, B) log Σ_{y∈B} exp(θ · F(y)),
/// ∇L_PL(θ) = −E_w F(X) + Σ_y c(y) F(y), where c(y) = Σ_K w(K, B(K, y)) p_θ(y_K given y_{−K}).
/// k-PL is the uniform distribution on the masks of size k (Definition 3), maximum likelihood the mask [N] (Definition 1).
/// An instance owns its buffers and allocates nothing per evaluation: one thread at a time.
/// </summary>
public sealed class Pseudolikelihood : ITwiceDifferentiable
{
    // exp(E − max E) underflows at −745. A block sum below this has lost digits and is summed again around its own maximum.
    private const double SmallestSafeSum = 1e-280;

    private readonly ExponentialFamily _family;
    private readonly MaskBlocks _blocks;
    private readonly double[] _columns;      // F transposed, d × q^N: vectors run over states
    private readonly double[] _meanFeature;  // E_w F(X)
    private readonly double[] _blockWeights; // w(K, B)
    private readonly double[] _energies;     // θ · F(x)
    private readonly double[] _exponentials; // exp(θ · F(x) − max)
    private readonly double[] _sums;         // Σ_{y∈B} exp(θ · F(y) − max)
    private readonly double[] _logSums;
    private readonly double[] _expected;     // c(y)

    /// <summary>The objective of <paramref name="family"/> on <paramref name="data"/>.</summary>
    /// <param name="family">The model.</param>
    /// <param name="data">w(K, x).</param>
    /// <param name="blocks">The blocks of the data's masks where they are at hand; otherwise computed here.</param>
    /// <exception cref="ArgumentException">Family, data and blocks are not about the same sequences or the same masks.</exception>
    public Pseudolikelihood(ExponentialFamily family, MaskedData data, MaskBlocks? blocks = null)
    {
        _family = family;
        _blocks = blocks ?? new MaskBlocks(data.Space, data.Masks);
        if (family.Space.Alphabet != data.Space.Alphabet || family.Space.Length != data.Space.Length)
        {
            throw new ArgumentException(
                $"data on {family.Space.Alphabet}^{family.Space.Length} expected, {data.Space.Alphabet}^{data.Space.Length} given",
                nameof(data));
        }

        if (_blocks.Space.Count != data.Space.Count || !_blocks.Masks.SequenceEqual(data.Masks))
        {
            throw new ArgumentException("the blocks are not those of the data's masks", nameof(blocks));
        }

        var count = family.Space.Count;
        _columns = family.Columns;
        _energies = new double[count];
        _exponentials = new double[count];
        _expected = new double[count];
        _sums = new double[_blocks.Count];
        _logSums = new double[_blocks.Count];
        _blockWeights = new double[_blocks.Count];
        var stateWeights = new double[count];
        for (var m = 0; m < data.Masks.Count; m++)
        {
            var row = data.Row(m);
            TensorPrimitives.Add(stateWeights, row, stateWeights);
            for (var x = 0; x < count; x++)
            {
                _blockWeights[_blocks.BlockOf[(m * count) + x]] += row[x];
            }
        }

        _meanFeature = new double[family.Dimension];
        ContractStates(stateWeights, _meanFeature);
    }

    public int Dimension => _family.Dimension;

    public double Evaluate(ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        var loss = Normalise(parameters);
        Distribute();
        ContractStates(_expected, gradient);
        TensorPrimitives.Subtract(gradient[..Dimension], _meanFeature, gradient);
        return loss;
    }

    /// <summary>L_PL(θ) alone.</summary>
    public double Loss(ReadOnlySpan<double> parameters) => Normalise(parameters);

    /// <summary>∇²L_PL(θ) = Σ_K Σ_B w(K, B) Cov_θ(F within B), row-major into <paramref name="hessian"/> (d × d). Allocates.</summary>
    public void Hessian(ReadOnlySpan<double> parameters, Span<double> hessian)
    {
        Normalise(parameters);
        var d = Dimension;
        hessian[..(d * d)].Clear();
        double[] mean = new double[d], centred = new double[d];
        for (var b = 0; b < _blocks.Count; b++)
        {
            if (_blockWeights[b] == 0)
            {
                continue;
            }

            var members = Members(b);
            var logNormaliser = _logSums[b];
            Array.Clear(mean);
            foreach (var y in members)
            {
                TensorPrimitives.MultiplyAdd(_family.Feature(y), Math.Exp(_energies[y] - logNormaliser), mean, mean);
            }

            foreach (var y in members)
            {
                var weight = _blockWeights[b] * Math.Exp(_energies[y] - logNormaliser);
                TensorPrimitives.Subtract(_family.Feature(y), mean, centred);
                for (var i = 0; i < d; i++)
                {
                    var row = hessian.Slice(i * d, d);
                    TensorPrimitives.MultiplyAdd(centred, weight * centred[i], row, row);
                }
            }
        }
    }

    /// <summary>Fills energies, exponentials, block sums and their logarithms (log Σ_{y∈B} exp E(y)); returns the loss.</summary>
    private double Normalise(ReadOnlySpan<double> parameters)
    {
        if (parameters.Length != Dimension)
        {
            throw new ArgumentException($"{Dimension} parameters expected, {parameters.Length} given", nameof(parameters));
        }

        var count = _energies.Length;
        TensorPrimitives.Multiply(_columns.AsSpan(0, count), parameters[0], _energies);
        for (var j = 1; j < parameters.Length; j++)
        {
            TensorPrimitives.MultiplyAdd(_columns.AsSpan(j * count, count), parameters[j], _energies, _energies);
        }

        var largest = TensorPrimitives.Max<double>(_energies);
        TensorPrimitives.Subtract(_energies, largest, _exponentials);
        TensorPrimitives.Exp<double>(_exponentials, _exponentials);

        var smallest = double.PositiveInfinity;
        for (var b = 0; b < _sums.Length; b++)
        {
            double sum = 0;
            foreach (var y in Members(b))
            {
                sum += _exponentials[y];
            }

            _sums[b] = sum;
            smallest = Math.Min(smallest, sum);
        }

        TensorPrimitives.Log<double>(_sums, _logSums);
        TensorPrimitives.Add(_logSums, largest, _logSums);
        if (!(smallest >= SmallestSafeSum))
        {
            RepairSmallSums();
        }

        return TensorPrimitives.Dot<double>(_blockWeights, _logSums) - TensorPrimitives.Dot(_meanFeature, parameters);
    }

    /// <summary>Sums the blocks that underflowed again, each around its own maximum.</summary>
    private void RepairSmallSums()
    {
        for (var b = 0; b < _sums.Length; b++)
        {
            if (_sums[b] >= SmallestSafeSum)
            {
                continue;
            }

            var largest = double.NegativeInfinity;
            foreach (var y in Members(b))
            {
                largest = Math.Max(largest, _energies[y]);
            }

            double sum = 0;
            foreach (var y in Members(b))
            {
                sum += Math.Exp(_energies[y] - largest);
            }

            _logSums[b] = largest + Math.Log(sum);
        }
    }

    /// <summary>Fills c(y) from the block sums.</summary>
    private void Distribute()
    {
        Array.Clear(_expected);
        for (var b = 0; b < _sums.Length; b++)
        {
            var weight = _blockWeights[b];
            if (weight == 0)
            {
                continue;
            }

            if (_sums[b] >= SmallestSafeSum)
            {
                var factor = weight / _sums[b];
                foreach (var y in Members(b))
                {
                    _expected[y] += factor * _exponentials[y];
                }
            }
            else
            {
                foreach (var y in Members(b))
                {
                    _expected[y] += weight * Math.Exp(_energies[y] - _logSums[b]);
                }
            }
        }
    }

    /// <summary>Σ_x c(x) F(x).</summary>
    private void ContractStates(ReadOnlySpan<double> states, Span<double> features)
    {
        for (var j = 0; j < Dimension; j++)
        {
            features[j] = TensorPrimitives.Dot(_columns.AsSpan(j * states.Length, states.Length), states);
        }
    }

    private ReadOnlySpan<int> Members(int block) =>
        _blocks.Members.AsSpan(_blocks.Starts[block], _blocks.Starts[block + 1] - _blocks.Starts[block]);
}
