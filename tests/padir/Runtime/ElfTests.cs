using CsCheck;
using Gmlm.Padir.Runtime;
using Xunit;

namespace Gmlm.Padir.Tests.Runtime;

public class ElfTests
{
    private static readonly ElfBuilder.Need[] Needs =
    [
        new("libc.so.6", "GLIBC_2.14", Relocated: true),
        new("libstdc++.so.6", "GLIBCXX_3.4", Relocated: true),
        new("libstdc++.so.6", "GLIBCXX_3.4.32"),
        new("libstdc++.so.6", "CXXABI_1.3", Flags: 2),
    ];

    private static readonly byte[] Library = ElfBuilder.Build(Needs, ["libsample.so", "SAMPLE_1.0", "SAMPLE_2.0"]);

    [Fact]
    public void Reads_every_need_with_file_version_and_flags()
    {
        var needs = ElfVersionNeeds.Read(new ElfImage(Library));

        Assert.Equal(Needs.Select(need => (need.File, need.Version, need.Flags)), needs.Select(need => (need.File, need.Version, need.Flags)));
        Assert.Equal([false, false, false, true], needs.Select(need => need.IsWeak));
        Assert.All(needs, need => Assert.Equal(need.Flags, BitConverter.ToUInt16(Library, need.FlagsOffset)));
    }

    [Fact]
    public void Reads_every_definition() =>
        Assert.Equal(["SAMPLE_1.0", "SAMPLE_2.0", "libsample.so"], ElfVersionDefinitions.Read(new ElfImage(Library)));

    [Fact]
    public void Finds_the_versions_that_relocations_refer_to()
    {
        var image = new ElfImage(Library);
        var relocated = ElfReferences.RelocatedVersions(image);

        Assert.Equal(Needs.Select(need => need.Relocated), ElfVersionNeeds.Read(image).Select(need => relocated.Contains(need.Index)));
    }

    [Fact]
    public void The_systems_libraries_can_be_read()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.Is64BitProcess, "There are no ELF libraries here.");
        var path = SystemLibrary.Locate("libstdc++.so.6");
        Assert.NotNull(path);
        var image = new ElfImage(File.ReadAllBytes(path));

        Assert.Contains("GLIBCXX_3.4", ElfVersionDefinitions.Read(image));
        Assert.Contains(ElfVersionNeeds.Read(image), need => need.File == "libc.so.6" && need.Version.StartsWith("GLIBC_2.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("7f1b3a5c0000-7f1b3a7d0000 r--p 00000000 fe:00 1234 /usr/lib/a b/libstdc++.so.6.0.30", "/usr/lib/a b/libstdc++.so.6.0.30")]
    [InlineData("7f1b3a5c0000-7f1b3a7d0000 rw-p 00000000 00:00 0 ", "")]
    [InlineData("7ffd1a000000-7ffd1a021000 rw-p 00000000 00:00 0 [stack]", "")]
    public void The_mapped_file_is_the_end_of_the_line(string line, string path) => Assert.Equal(path, SystemLibrary.MappedFile(line));

    [Fact]
    public void A_library_the_loader_does_not_know_is_not_located() => Assert.Null(SystemLibrary.Locate("libno-such-library.so.6"));

    [Fact]
    public void A_file_that_is_cut_short_is_refused() =>
        Gen.Int[0, Library.Length - 1].Sample(length => Assert.Throws<InvalidDataException>(() => new ElfImage(Library[..length])), iter: 200);

    [Fact]
    public void Whatever_the_bytes_the_only_error_is_the_declared_one() =>
        Gen.Select(Gen.Int[0, Library.Length - 1], Gen.Byte).Array[1, 12].Sample(
            changes =>
            {
                var damaged = (byte[])Library.Clone();
                foreach (var (position, value) in changes)
                {
                    damaged[position] = value;
                }

                ReadsOrRefuses(damaged);
            },
            iter: 20_000);

    [Fact]
    public void Extreme_numbers_in_any_place_give_only_the_declared_error()
    {
        for (var position = 4; position < Library.Length - 8; position++)
        {
            foreach (var number in new[] { 0L, -1L, long.MinValue, int.MaxValue, 16, Library.Length })
            {
                foreach (var width in new[] { 2, 4, 8 })
                {
                    var damaged = (byte[])Library.Clone();
                    BitConverter.GetBytes(number).AsSpan(0, width).CopyTo(damaged.AsSpan(position));
                    ReadsOrRefuses(damaged);
                }
            }
        }
    }

    private static void ReadsOrRefuses(byte[] bytes)
    {
        try
        {
            TorchLibraryPatch.Weaken(bytes, new HashSet<string>());
            ElfVersionDefinitions.Read(new ElfImage(bytes));
        }
        catch (InvalidDataException)
        {
        }
    }
}
