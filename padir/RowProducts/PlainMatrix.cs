using System.Numerics.Tensors;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace Gmlm.Padir.RowProducts;

/// <summary>The product by its formula, y_j = Σ_i x_i W_ij in the order of i, with which the kernels are compared.</summary>
/// <param name="matrix">float32 (n, m).</param>
internal sealed class PlainMatrix(Tensor matrix) : IRowProduct
{
    private readonly float[] _weights = matrix.data<float>().ToArray(); // (n, m)
    private readonly int _inputs = (int)matrix.shape[0];
    private readonly int _outputs = (int)matrix.shape[1];

    /// <inheritdoc/>
    public void Multiply(ReadOnlySpan<float> x, Span<float> y, bool add)
    {
        var sums = new float[_outputs];
        for (var row = 0; row < Rows.Count(x, y, _inputs, _outputs); row++)
        {
            Array.Clear(sums);
            for (var i = 0; i < _inputs; i++)
            {
                TensorPrimitives.MultiplyAddEstimate(_weights.AsSpan(i * _outputs, _outputs), x[(row * _inputs) + i], sums, sums);
            }

            var products = y.Slice(row * _outputs, _outputs);
            if (add)
            {
                TensorPrimitives.Add(products, sums, products);
            }
            else
            {
                sums.CopyTo(products);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
