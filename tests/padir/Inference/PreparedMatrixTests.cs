using CsCheck;
using Gmlm.Padir.Inference;
using Gmlm.Padir.RowProducts;
using Gmlm.Padir.Runtime;
using Gmlm.Padir.Tests.Model;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Gmlm.Padir.Tests.Inference;

/// <summary>
/// Products with packed weights are correct for every number of rows, for columns that fill no strip, for each kernel, and where torch
/// computes them instead.
/// </summary>
public class PreparedMatrixTests
{
    private static readonly Gen<(int Rows, int Inputs, int Outputs, bool Add)> Shapes = Gen.Select(Gen.Int[1, 30], Gen.Int[1, 40], Gen.Int[1, 70], Gen.Bool);

    [Fact]
    public void The_kernels_multiply_unless_the_plain_product_is_asked_for()
    {
        using var matrix = ones(3, 4);
        using var product = Rows.Of(matrix);
        var plain = Environment.GetEnvironmentVariable(Rows.PlainVariable) == "1";
        Assert.Equal(plain ? typeof(PlainMatrix) : typeof(PackedMatrix), product.GetType());
    }

    [Fact]
    public void A_packed_product_is_the_sum_of_products() => Shapes.Sample(shape =>
    {
        var (rows, inputs, outputs, add) = shape;
        using var scope = NewDisposeScope();
        var random = new Random(rows + (100 * inputs) + (10_000 * outputs));
        float[] x = Values(rows * inputs), w = Values(inputs * outputs), before = Values(rows * outputs);
        float[] y = [.. before], wide = [.. before], chosen = [.. before], plain = [.. before];
        using (var packed = new PackedMatrix(tensor(w, inputs, outputs)))
        {
            packed.Multiply(x, y, add, wide: false);
            packed.Multiply(x, wide, add, wide: true);
            packed.Multiply(x, chosen, add);
        }

        using (var formula = new PlainMatrix(tensor(w, inputs, outputs)))
        {
            formula.Multiply(x, plain, add);
        }

        Assert.Equal(plain, y);
        Assert.Equal(plain, wide);
        Assert.Equal(plain, chosen);

        for (var i = 0; i < y.Length; i++)
        {
            var (row, column) = (i / outputs, i % outputs);
            var expected = (add ? before[i] : 0) + Enumerable.Range(0, inputs).Sum(k => (double)x[(row * inputs) + k] * w[(k * outputs) + column]);
            Assert.Equal(expected, y[i], 1e-6 * (inputs + 1));
        }

        float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextSingle()) - 1)];
    }, iter: 300);

    // torch computes the product for a single row, for 17 · 600 · 500 multiplications if there are several threads, and with AVX2 for
    // weights that exceed a core's cache. The last case always uses packed weights.
    [Theory]
    [InlineData(17, 600, 500)]
    [InlineData(1, 20, 30)]
    [InlineData(300, 300, 20)]
    [InlineData(17, 60, 50)]
    public void Rows_of_any_number_are_multiplied(int rows, int inputs, int outputs)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        var (weights, x, y) = (randn(outputs, inputs, generator: generator), randn(rows, inputs, generator: generator), randn(rows, outputs, generator: generator));
        using var matrix = new PreparedMatrix(weights.t());
        var expected = x.matmul(weights.t());
        var sum = y + expected;
        Tensors.Equal(expected, matrix.Times(x, rows), 2e-4);
        matrix.AddTo(y, x, rows);
        Tensors.Equal(sum, y, 2e-4);
    }

    [Fact]
    public void Values_that_are_no_rows_are_refused()
    {
        using var scope = NewDisposeScope();
        foreach (var matrix in new IRowProduct[] { new PackedMatrix(zeros(3, 2)), new PlainMatrix(zeros(3, 2)) })
        {
            Assert.Throws<ArgumentException>(() => matrix.Multiply(new float[7], new float[4], add: false));
            Assert.Throws<ArgumentException>(() => matrix.Multiply(new float[6], new float[5], add: false));
            matrix.Dispose();
        }
    }
}
